package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.run.Timelines;
import io.conttune.core.SettableClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreensTest {
  private static final String LONG_REASON =
      "BIG: splitter is saturated (busy 0.99), Source: source is backpressured (0.98), Source:"
          + " source has a backlog of 2698 records, growing by 45.6 records/s: every operator"
          + " gets p_max = 32";

  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  private static Frame frame(String status, String decision) {
    return new Frame(
        Duration.ofSeconds(90),
        Duration.ofSeconds(480),
        2,
        8,
        Timelines.point(90, Timelines.FIRST_RUN, 12, 8),
        status,
        decision);
  }

  @Test
  void aTableFitsEightyColumns() {
    assertThat(frame("measuring", LONG_REASON).table(80))
        .containsExactly(
            "[##########..........................................]  step 2 of 8  1:30 / 8:00",
            "rate 100 lines/s   backlog 12 lines",
            "",
            "operator     parallelism  records/s    busy backpressured   processing ability",
            "source                 4        100      1%            0%                10000",
            "splitter               8        100     50%            0%                  200",
            "count                  8        400     40%            0%                 1000",
            "",
            "now:  measuring",
            "last: BIG: splitter is saturated (busy 0.99), Source: source is backpressured",
            "      (0.98), Source: source has a backlog of 2698 records, growing by 45.6",
            "      records/s: every operator gets p_max = 32")
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void aTableUsesTheWidthThereIs() {
    List<String> table = frame("measuring", LONG_REASON).table(120);

    assertThat(table).allMatch(line -> line.length() <= 120);
    assertThat(table.get(0))
        .isEqualTo("[" + "#".repeat(11) + ".".repeat(49) + "]  step 2 of 8  1:30 / 8:00");
    assertThat(table.subList(9, table.size()))
        .containsExactly(
            "last: BIG: splitter is saturated (busy 0.99), Source: source is backpressured (0.98),"
                + " Source: source has a backlog of",
            "      2698 records, growing by 45.6 records/s: every operator gets p_max = 32");
  }

  @Test
  void whatIsTooLongForThreeLinesIsCut() {
    List<String> table = frame("x".repeat(500), "none yet").table(Frame.LEAST_WIDTH);

    assertThat(table).allMatch(line -> line.length() <= Frame.LEAST_WIDTH);
    assertThat(table.subList(8, 12))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("now:  x"),
            line -> assertThat(line).startsWith("      x"),
            line -> assertThat(line).startsWith("      x").endsWith("x…"),
            line -> assertThat(line).isEqualTo("last: none yet"));
  }

  @Test
  void theBarStaysWithinItsBounds() {
    Frame early = frame("", "");
    Frame before =
        new Frame(Duration.ofSeconds(-3), early.total(), 1, 8, early.point(), "", "none");
    Frame after =
        new Frame(Duration.ofSeconds(500), early.total(), 8, 8, early.point(), "", "none");

    assertThat(before.table(80).get(0)).startsWith("[.").contains("0:00 / 8:00");
    assertThat(after.table(80).get(0)).contains("#]");
  }

  @Test
  void aFrameFitsOneLine() {
    assertThat(frame("measuring", "none").line())
        .isEqualTo(
            "1:30 step 2/8 rate 100 backlog 12  source p=4 100/s busy 1%  splitter p=8 100/s busy"
                + " 50%  count p=8 400/s busy 40% | measuring");
  }

  private TerminalScreen terminal(int columns, int lines, TerminalScreen.Colours colours) {
    return new TerminalScreen(out, new TerminalScreen.Size(columns, lines), colours);
  }

  @Test
  void aTerminalIsRedrawnInPlace() {
    TerminalScreen screen = terminal(80, 24, TerminalScreen.Colours.SHOWN);
    int lines = frame("a", "b").table(80).size();

    screen.show(frame("a", "b"));
    screen.show(frame("c", "d"));
    screen.tell("something happened");
    screen.show(frame("e", "f"));

    String up = "\u001b[" + lines + "A\u001b[J";
    String table = String.join("\n", frame("c", "d").table(80)) + "\n";
    assertThat(written.toString())
        .contains(up + table + up + "something happened\n" + "[#")
        .doesNotContain("happened\n\u001b");
  }

  @Test
  void aTableIsNoHigherThanItsTerminal() {
    terminal(80, 6, TerminalScreen.Colours.SHOWN).show(frame("a", "b"));

    assertThat(written.toString().lines()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100})
  void newsIsWrappedBelowItsText(int columns) {
    terminal(columns, 24, TerminalScreen.Colours.LEFT_OUT)
        .tell(Tone.CHANGE, "   12.0 s  " + LONG_REASON);

    assertThat(written.toString().lines())
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.length() <= columns)
        .allMatch(line -> line.startsWith("   12.0 s  B") || line.matches(" {11}\\S.*"));
  }

  @Test
  void newsHasTheColourOfItsTone() {
    terminal(80, 24, TerminalScreen.Colours.SHOWN).tell(Tone.GOOD, "verified");

    assertThat(written).hasToString("\u001b[32mverified\u001b[0m\n");
  }

  @Test
  void colourIsLeftOutWhereItIsNotWanted() {
    terminal(80, 24, TerminalScreen.Colours.LEFT_OUT).tell(Tone.BAD, "rolled back");

    assertThat(written).hasToString("rolled back\n");
  }

  private PlainScreen plain(int columns, SettableClock clock) {
    return new PlainScreen(out, columns, Duration.ofSeconds(5), clock);
  }

  @Test
  void aTerminalThatCannotRedrawGetsLinesThatFitIt() {
    PlainScreen screen = plain(80, new SettableClock(Timelines.START));

    screen.show(frame("measuring", "none"));
    screen.tell("   13.0 s  " + LONG_REASON);

    assertThat(written.toString().lines())
        .contains("           busy 50%  count p=8 400/s busy 40% | measuring")
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void withoutATerminalFramesAreSparedButNewsIsTold() {
    SettableClock clock = new SettableClock(Timelines.START);
    PlainScreen screen = plain(PlainScreen.UNLIMITED, clock);

    screen.show(frame("first", ""));
    clock.advance(Duration.ofSeconds(4));
    screen.show(frame("second", ""));
    screen.tell("news");
    clock.advance(Duration.ofSeconds(1));
    screen.show(frame("third", ""));

    assertThat(written.toString().lines())
        .containsExactly(frame("first", "").line(), "news", frame("third", "").line());
  }
}

package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.conttune.core.rescale.Attempt;
import io.conttune.core.rescale.CurrentStage;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.Look;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files are lines of a journal, as earlier versions have written them. */
final class EarlierEntriesTest {
  private static final Instant LATER =
      RescaleEntries.full("wordcount").stageSince().plusSeconds(60);

  private final RecordJson json = new RecordJson();

  static Stream<Arguments> recorded() {
    RescaleEntry planned = RescaleEntries.planned("wordcount", 1);
    RescaleEntry full = settling();
    RescaleEntry stopping = planned.to(Stage.STOPPING, LATER, "stop-with-savepoint is asked for");
    RescaleEntry back =
        asThen(full.nextAttemptBack(LATER, Duration.ZERO, "the launch was refused: status 400"));
    return Stream.of(
        arguments("planned.json", planned),
        arguments("in-place.json", RescaleEntries.inPlace("wordcount")),
        arguments("settling.json", full),
        arguments("looked-at-once.json", looking(stopping, Look.AGAIN, Duration.ofSeconds(3))),
        arguments("to-look-anew.json", looking(back, Look.ANEW, Duration.ZERO)));
  }

  private static RescaleEntry settling() {
    return looking(asThen(RescaleEntries.full("wordcount")), Look.AGAIN, Duration.ofMillis(29_999));
  }

  /** Earlier versions did not keep why an attempt was given up, nor what slots it needs. */
  private static RescaleEntry asThen(RescaleEntry entry) {
    return with(entry, entry.attempt().current(), Optional.empty());
  }

  private static RescaleEntry with(
      RescaleEntry entry, CurrentStage current, Optional<String> setback) {
    Attempt known = entry.attempt();
    RescaleEntry unclaimed =
        new RescaleEntry(
            entry.id(),
            RescaleEntries.planned("wordcount", 1).plan(),
            entry.startedAt(),
            known,
            entry.givenJobIds(),
            entry.timeline(),
            Optional.empty());
    return unclaimed.with(
        new Attempt(
            known.number(),
            known.direction(),
            current,
            known.state(),
            known.completed(),
            known.runningSince(),
            known.claim().map(EarlierEntriesTest::withoutRuns),
            setback));
  }

  /** Nor which runs were there before a command. */
  private static LaunchClaim withoutRuns(LaunchClaim claim) {
    return new LaunchClaim(claim.by(), claim.at(), Optional.empty(), claim.process());
  }

  private static RescaleEntry looking(RescaleEntry entry, Look look, Duration pause) {
    CurrentStage stage = entry.attempt().current();
    return with(
        entry,
        new CurrentStage(stage.stage(), stage.since(), look, 0, pause, stage.note()),
        entry.attempt().setback());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void areReadAsTheyWereMeant(String file, RescaleEntry expected) throws IOException {
    assertThat(json.read(text(file), RescaleEntry.class)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"planned.json", "in-place.json"})
  void keepTheStateOfARunWhoseCheckpointsTheyDoNotTellOf(String file) throws IOException {
    String without =
        text(file).replace("\"completed\":null,", "").replace("\"checkpoints\":\"RETAINED\",", "");
    assertThat(without).hasSizeLessThan(text(file).length() - 40);

    assertThat(json.write(json.read(without, RescaleEntry.class)))
        .contains("\"checkpoints\":\"DELETED\"")
        .doesNotContain("RETAINED")
        .contains("\"completed\":null");
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, 00:30:00Z, PT0S",
    "FIRST, 00:29:00Z, PT0S",
    "FIRST, 00:32:40Z, PT2M40S",
    "AGAIN, 00:30:03Z, PT3S",
    "AGAIN, 09:30:03Z, PT1M",
    "ANEW, 00:30:00Z, PT0S"
  })
  void pauseForAsLongAsTheTimeBeforeWhichTheyWereNotToGoOnWasAway(
      Look look, String notBefore, Duration pause) {
    RescaleEntry entry = RescaleEntries.planned("wordcount", 1);
    String earlier =
        json.write(entry)
            .replace("2026-10-25T00:30:00.123456789Z", "2026-10-25T00:30:00Z")
            .replace("\"look\":\"FIRST\"", "\"look\":\"" + look + "\"")
            .replace(
                "\"pauses\":0,\"pause\":\"PT0S\"",
                "\"notBefore\":\"2026-10-25T" + notBefore + "\"");
    assertThat(earlier).contains("notBefore");

    CurrentStage read = json.read(earlier, RescaleEntry.class).attempt().current();

    assertThat(read.pause()).isEqualTo(pause);
    assertThat(read.look()).isEqualTo(look);
  }

  @Test
  void areWrittenInTheirPresentForm() throws IOException {
    RescaleEntry entry = json.read(text("settling.json"), RescaleEntry.class);

    assertThat(json.write(entry)).isEqualTo(json.write(settling())).doesNotContain("progress");
  }

  private static String text(String file) throws IOException {
    try (InputStream in = EarlierEntriesTest.class.getResourceAsStream("earlier-entries/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

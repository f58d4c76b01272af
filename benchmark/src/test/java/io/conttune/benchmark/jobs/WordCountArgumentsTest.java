package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordCountArgumentsTest {

  private static final List<String> REQUIRED =
      List.of(
          "--cost.splitter", "80,0.02,0.001",
          "--cost.count", "300,0,0",
          "--rates", "100,250",
          "--start", "1700000000000",
          "--totals", "out");

  @Test
  void readsEveryArgument() {
    WordCountArguments arguments =
        parse(
            "--parallelism.source 2 --parallelism.splitter 3 --parallelism.count 5"
                + " --max-parallelism 64 --step-duration 1500ms --partitions 9 --seed -4 --keys 17"
                + " --name Words --fail-at-parallelism.count 6");

    assertThat(arguments.parallelism()).isEqualTo(new WordCountArguments.Parallelism(2, 3, 5, 64));
    assertThat(arguments.costPerLine()).isEqualTo(new UslCurve(80, 0.02, 0.001));
    assertThat(arguments.costPerWord()).isEqualTo(new UslCurve(300, 0, 0));
    assertThat(arguments.schedule())
        .isEqualTo(
            new RateSchedule(
                List.of(100L, 250L),
                Duration.ofMillis(1500),
                Instant.ofEpochMilli(1_700_000_000_000L)));
    assertThat(arguments.content()).isEqualTo(new LineContent(-4, 17));
    assertThat(arguments.partitions()).isEqualTo(9);
    assertThat(arguments.totals()).isEqualTo(Path.of("out"));
    assertThat(arguments.name()).isEqualTo("Words");
    assertThat(arguments.failAtParallelismOfCount()).hasValue(6);
  }

  @Test
  void hasDefaultsForTheRest() {
    WordCountArguments arguments = parse("");

    assertThat(arguments.parallelism()).isEqualTo(new WordCountArguments.Parallelism(1, 1, 1, 720));
    assertThat(arguments.schedule().stepDuration()).isEqualTo(Duration.ofSeconds(60));
    assertThat(arguments.content()).isEqualTo(new LineContent(1, 20_000));
    assertThat(arguments.partitions()).isEqualTo(24);
    assertThat(arguments.name()).isEqualTo("WordCount");
    assertThat(arguments.failAtParallelismOfCount()).isEmpty();
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    "--parallelism.source x --parallelism.count 721 --cost.splitter 1,2"
                        + " --cost.count 0,0,0 --rates 5,-1 --step-duration 3h --start now"
                        + " --partitions 0 --color red --name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--parallelism.source: expected a number, got 'x'")
        .hasMessageContaining("--parallelism.count: expected 1 to 720, got 721")
        .hasMessageContaining("--cost.splitter: expected gamma,sigma,kappa")
        .hasMessageContaining("--cost.count: cost: expected gamma > 0")
        .hasMessageContaining("--rates: expected lines per second from 0")
        .hasMessageContaining("--step-duration: expected a duration like 500ms")
        .hasMessageContaining("--start: expected a number, got 'now'")
        .hasMessageContaining("--partitions: expected 1 to 10000, got 0")
        .hasMessageContaining("--color: unknown argument")
        .hasMessageContaining("--name: expected a value after it");
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> WordCountArguments.parse("--rates", "1", "--rates", "2"))
        .hasMessageContaining("--rates: given twice")
        .hasMessageContaining("--start: missing")
        .hasMessageContaining("--totals: missing")
        .hasMessageContaining("--cost.splitter: missing")
        .hasMessageContaining("--cost.count: missing");
  }

  @Test
  void wantsAPartitionForEverySubtaskOfTheSource() {
    assertThatThrownBy(() -> parse("--parallelism.source 4 --partitions 3"))
        .hasMessageContaining("--partitions: expected at least --parallelism.source");
  }

  /** What is given replaces the required argument of the same name. */
  private static WordCountArguments parse(String given) {
    List<String> own = given.isEmpty() ? List.of() : List.of(given.split(" ", -1));
    Stream<String> rest =
        Stream.iterate(0, at -> at < REQUIRED.size(), at -> at + 2)
            .filter(at -> !own.contains(REQUIRED.get(at)))
            .flatMap(at -> REQUIRED.subList(at, at + 2).stream());
    return WordCountArguments.parse(Stream.concat(rest, own.stream()).toArray(String[]::new));
  }
}

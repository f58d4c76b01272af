package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.source.RateSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  private static final List<String> REQUIRED =
      List.of("--rates", "100,250", "--start", "1700000000000", "--totals", "out");

  @Test
  void readsEveryArgument() {
    JobArguments arguments =
        parse(
            "--parallelism.left 2 --parallelism.right 4 --parallelism.join 3 --max-parallelism 64"
                + " --cost.join 80,0.02,0.001 --unit-rate.right 3 --step-duration 1500ms"
                + " --partitions 9 --seed -4 --keys 17 --name Joined --fail-at-parallelism.join 6");

    assertThat(arguments.parallelism()).isEqualTo(Map.of("left", 2, "right", 4, "join", 3));
    assertThat(arguments.maxParallelism()).isEqualTo(64);
    assertThat(arguments.cost("join")).isEqualTo(new UslCurve(80, 0.02, 0.001));
    assertThat(arguments.schedule("left")).isEqualTo(schedule(1500, 100, 250));
    assertThat(arguments.schedule("right")).isEqualTo(schedule(1500, 300, 750));
    assertThat(arguments.seed()).isEqualTo(-4);
    assertThat(arguments.keys()).isEqualTo(17);
    assertThat(arguments.partitions()).isEqualTo(9);
    assertThat(arguments.totals()).isEqualTo(Path.of("out"));
    assertThat(arguments.name()).isEqualTo("Joined");
    assertThat(arguments.failingParallelism()).isEqualTo(Map.of("join", 6));
    assertThat(arguments.failing()).isEmpty();
  }

  @Test
  void hasDefaultsForTheRest() {
    JobArguments arguments = parse("");

    assertThat(arguments.parallelism()).isEqualTo(Map.of("left", 1, "right", 1, "join", 1));
    assertThat(arguments.maxParallelism()).isEqualTo(720);
    assertThat(arguments.cost("join")).isEqualTo(UslCurve.FREE);
    assertThat(arguments.schedule("right")).isEqualTo(schedule(60_000, 100, 250));
    assertThat(arguments.seed()).isEqualTo(1);
    assertThat(arguments.keys()).isEqualTo(20_000);
    assertThat(arguments.partitions()).isEqualTo(24);
    assertThat(arguments.name()).isEqualTo("joined");
    assertThat(arguments.failingParallelism()).isEmpty();
  }

  @Test
  void namesTheOperatorThatIsToFail() {
    assertThat(parse("--parallelism.join 6 --fail-at-parallelism.join 6").failing())
        .hasValue("join");
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThatThrownBy(
            () ->
                parse(
                    "--parallelism.left x --parallelism.join 721 --cost.join 1,2 --rates 5,-1"
                        + " --unit-rate.left 0 --step-duration 3h --start now --partitions 0"
                        + " --color red --name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--parallelism.left: expected a number, got 'x'")
        .hasMessageContaining("--parallelism.join: expected 1 to 720, got 721")
        .hasMessageContaining("--cost.join: expected gamma,sigma,kappa")
        .hasMessageContaining("--rates: expected multiples of the unit rates from 0")
        .hasMessageContaining("--unit-rate.left: expected records per second from 1")
        .hasMessageContaining("--step-duration: expected a duration like 500ms")
        .hasMessageContaining("--start: expected a number, got 'now'")
        .hasMessageContaining("--partitions: expected 1 to 10000, got 0")
        .hasMessageContaining("--color: unknown argument")
        .hasMessageContaining("--name: expected a value after it");
  }

  @Test
  void namesACurveThatIsImpossible() {
    assertThatThrownBy(() -> parse("--cost.join 0,0,0"))
        .hasMessageContaining("--cost.join: cost: expected gamma > 0");
  }

  @Test
  void namesWhatIsMissing() {
    ArgumentReader reader = new ArgumentReader("--rates", "1", "--rates", "2");

    assertThatThrownBy(() -> JobArguments.read(new Joined(), reader))
        .hasMessageContaining("--rates: given twice")
        .hasMessageContaining("--start: missing")
        .hasMessageContaining("--totals: missing");
  }

  @Test
  void refusesRatesThatNoSourceCanHave() {
    assertThatThrownBy(() -> parse("--rates 1000000 --unit-rate.left 1000000"))
        .hasMessageContaining("--unit-rate.left: expected rates up to 1000000 records/s");
  }

  @Test
  void wantsAPartitionForEverySubtaskOfASource() {
    assertThatThrownBy(() -> parse("--parallelism.right 4 --partitions 3"))
        .hasMessageContaining("--partitions: expected at least a source's parallelism");
  }

  private static RateSchedule schedule(long stepMillis, long... rates) {
    return new RateSchedule(
        Arrays.stream(rates).boxed().toList(),
        Duration.ofMillis(stepMillis),
        Instant.ofEpochMilli(1_700_000_000_000L));
  }

  /** What is given replaces the required argument of the same name. */
  private static JobArguments parse(String given) {
    List<String> own = given.isEmpty() ? List.of() : List.of(given.split(" ", -1));
    Stream<String> rest =
        Stream.iterate(0, at -> at < REQUIRED.size(), at -> at + 2)
            .filter(at -> !own.contains(REQUIRED.get(at)))
            .flatMap(at -> REQUIRED.subList(at, at + 2).stream());
    String[] all = Stream.concat(rest, own.stream()).toArray(String[]::new);
    return JobArguments.read(new Joined(), new ArgumentReader(all));
  }

  /** Two sources and one operator. */
  private static final class Joined implements Query {
    @Override
    public String name() {
      return "joined";
    }

    @Override
    public List<String> sources() {
      return List.of("left", "right");
    }

    @Override
    public List<String> operators() {
      return List.of("join");
    }

    @Override
    public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
      throw new UnsupportedOperationException("only its arguments are read");
    }

    @Override
    public ResultLedger replay(JobArguments arguments) {
      throw new UnsupportedOperationException("only its arguments are read");
    }
  }
}

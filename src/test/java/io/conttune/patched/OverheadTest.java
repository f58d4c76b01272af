package io.conttune.patched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cost of the patch to a job that does nothing with its records. A pair is two clusters that
 * are the same but for the patch, both started anew: what the JIT makes of the same code differs
 * from one JVM to the next by more than the patch could cost, and stays for the life of a JVM.
 * Within a pair the runs take turns, so that what else the machine does meets both.
 */
@Isolated("figures of a machine that does nothing else")
@Tag("patched-flink")
final class OverheadTest {
  private static final int PAIRS = 5;

  /** Of some seconds each. */
  private static final int RECORDS = 100_000_000;

  private static final double MOST = 0.03;
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** As in production: JIT compiled with all optimizations, Flink's own buffers. */
  private static final Map<String, String> OPTIMIZED =
      Map.of("env.java.opts", "-XX:TieredStopAtLevel=4");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "legacy-nothing"})
  void costsNoMoreThanThreeInAHundred(String kind)
      throws IOException, InterruptedException, FlinkUnavailableException {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      pairs.add(pair(kind, i));
    }

    double throughput = median(pairs, Pair::throughput);
    double cpu = median(pairs, Pair::cpu);
    System.out.printf(
        Locale.ROOT,
        "%s: median of %d pairs: throughput %+.1f %%, CPU time per record %+.1f %%; %s%n",
        kind,
        PAIRS,
        100 * throughput,
        100 * cpu,
        pairs);
    assertThat(throughput).isGreaterThan(-MOST);
  }

  /** The costs of the same records on two clusters. */
  private record Pair(Cost with, Cost without) {
    /** By how much the throughput is higher with the patch. */
    double throughput() {
      return without.millis() / with.millis() - 1;
    }

    /** By how much a record costs more CPU time with the patch. */
    double cpu() {
      return with.cpuMillis() / without.cpuMillis() - 1;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%+.1f %% (%.1f s with, %.1f s without; CPU %+.1f %%)",
          100 * throughput(),
          with.millis() / 1000,
          without.millis() / 1000,
          100 * cpu());
    }
  }

  /** The time that runs took together, by the clock and in their task manager's CPU time. */
  private record Cost(double millis, double cpuMillis) {
    static final Cost NONE = new Cost(0, 0);

    Cost plus(Cost other) {
      return new Cost(millis + other.millis, cpuMillis + other.cpuMillis);
    }
  }

  /**
   * Two runs on each, after one that warms it up: one, other, other, one.
   *
   * @param number of the pair; which of the two begins alternates
   */
  private Pair pair(String kind, int number)
      throws IOException, InterruptedException, FlinkUnavailableException {
    Path place = Files.createDirectories(directory.resolve(kind + number));
    Path other = Files.createDirectories(directory.resolve(kind + number + "-published"));
    FlinkRelease published = PatchedFlink.release();
    try (FlinkFixture with = PatchedFlink.start(PatchedFlink.patched(), place, 1, OPTIMIZED);
        FlinkFixture without = PatchedFlink.start(published, other, 1, OPTIMIZED)) {
      List<FlinkFixture> order =
          number % 2 == 0
              ? List.of(with, without, without, with)
              : List.of(without, with, with, without);
      run(order.get(0), kind);
      run(order.get(1), kind);
      Cost ofWith = Cost.NONE;
      Cost ofWithout = Cost.NONE;
      for (FlinkFixture flink : order) {
        Cost cost = run(flink, kind);
        ofWith = flink == with ? ofWith.plus(cost) : ofWith;
        ofWithout = flink == with ? ofWithout : ofWithout.plus(cost);
      }
      return new Pair(ofWith, ofWithout);
    }
  }

  private static Cost run(FlinkFixture flink, String kind)
      throws FlinkUnavailableException, InterruptedException {
    double before = PatchedFlink.taskManagerCpuMillis(flink.rest());
    String jobId = flink.run(new JobArguments(kind, kind, 1, RECORDS).list());
    JsonNode job = flink.awaitState(jobId, "FINISHED", DEADLINE);
    JsonNode at = job.path("timestamps");
    double millis = at.path("FINISHED").asDouble() - at.path("RUNNING").asDouble();
    return new Cost(millis, PatchedFlink.taskManagerCpuMillis(flink.rest()) - before);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return pairs.stream().mapToDouble(value).sorted().toArray()[pairs.size() / 2];
  }
}

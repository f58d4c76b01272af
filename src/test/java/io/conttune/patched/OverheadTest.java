package io.conttune.patched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the patch costs a job that does nothing with its records: pairs of runs, with the patch and
 * without, in turn on two clusters that are the same otherwise. On a machine that does other things
 * too, the time of the CPU tells more than that of the clock.
 */
@Tag("patched-flink")
final class OverheadTest {
  private static final int PAIRS = 5;
  private static final int RECORDS = 60_000_000;
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
    FlinkRelease published = PatchedFlink.release();
    try (PatchedFlink with = PatchedFlink.start(PatchedFlink.patched(), directory, 1, OPTIMIZED);
        PatchedFlink without = PatchedFlink.start(published, directory, 1, OPTIMIZED)) {
      run(with, kind);
      run(without, kind);
      for (int i = 0; i < PAIRS; i++) {
        pairs.add(i % 2 == 0 ? pair(with, without, kind) : pair(without, with, kind).swapped());
      }
    }

    double throughput = median(pairs, pair -> pair.without().millis() / pair.with().millis() - 1);
    double cpu = median(pairs, pair -> pair.with().cpuMillis() / pair.without().cpuMillis() - 1);
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

  /** Two runs, one after the other. */
  private record Pair(Run with, Run without) {
    Pair swapped() {
      return new Pair(without, with);
    }
  }

  /** How long a run took, by the clock and in its task manager's CPU time. */
  private record Run(double millis, double cpuMillis) {}

  private static Pair pair(PatchedFlink first, PatchedFlink second, String kind)
      throws FlinkUnavailableException, InterruptedException {
    Run one = run(first, kind);
    return new Pair(one, run(second, kind));
  }

  private static Run run(PatchedFlink flink, String kind)
      throws FlinkUnavailableException, InterruptedException {
    double before = flink.taskManagerCpuMillis();
    String jobId = flink.run(new JobArguments(kind, kind, 1, RECORDS).list());
    JsonNode job = flink.awaitState(jobId, "FINISHED", DEADLINE);
    JsonNode at = job.path("timestamps");
    double millis = at.path("FINISHED").asDouble() - at.path("RUNNING").asDouble();
    return new Run(millis, flink.taskManagerCpuMillis() - before);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return pairs.stream().mapToDouble(value).sorted().toArray()[pairs.size() / 2];
  }
}

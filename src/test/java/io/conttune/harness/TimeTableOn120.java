package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of each way of taking the state, one rescale after the other. Wants an idle machine. */
final class TimeTableOn120 {
  private static final int SLOTS = 20;
  private static final long COST_NANOS = 5_000_000;
  private static final long PER_SECOND_AND_SUBTASK = 1_000_000_000 / COST_NANOS;
  private static final int REPETITIONS = 5;

  /** Of what the job can do. */
  private enum Demand {
    IDLE(0.05, Duration.ofSeconds(3)),
    HIGH(0.7, Duration.ofSeconds(3)),
    /** For long enough that all buffers are full. */
    OVERLOAD(2, Duration.ofSeconds(20));

    private final double share;
    private final Duration before;

    Demand(double share, Duration before) {
      this.share = share;
      this.before = before;
    }
  }

  @TempDir private static Path directory;
  private static AuditedCluster cluster;
  private static Table table;
  private static int place;

  @BeforeAll
  static void start() throws IOException, FlinkUnavailableException, InterruptedException {
    List<String> columns =
        List.of(
            "rescale",
            "share of capacity",
            "p",
            "bytes",
            "state by",
            "estimated s",
            "s to stop",
            "s gap at the sink",
            "s until the new run writes");
    table = new Table("time-table-1.20", columns);
    cluster = AuditedCluster.start(FlinkRelease.of("1.20"), directory, Map.of(), 1, SLOTS);
  }

  @AfterAll
  static void stop() throws IOException {
    table.write();
    cluster.close();
  }

  @Test
  void savepointAndCheckpoint()
      throws IOException, FlinkUnavailableException, InterruptedException {
    for (int parallelism : List.of(4, 16)) {
      for (int bytes : List.of(25, 1024)) {
        for (Demand demand : Demand.values()) {
          for (String capture : List.of("savepoint", "checkpoint")) {
            Timing timing = measure(Map.of("capture", capture), demand, parallelism, bytes);
            assertThat(timing.toStop()).isPresent();
          }
        }
      }
    }
  }

  @Test
  void overrides() throws IOException, FlinkUnavailableException, InterruptedException {
    Timing timing =
        measure(Map.of("capture", "savepoint", "launch", "overrides"), Demand.HIGH, 4, 1024);
    assertThat(timing.toStop()).isPresent();
  }

  @Test
  void inPlace() throws IOException, FlinkUnavailableException, InterruptedException {
    Map<String, String> adaptive =
        Map.of(
            "jobmanager.scheduler", "adaptive",
            "jobmanager.adaptive-scheduler.scaling-interval.min", "0 s");
    Path own = Files.createDirectory(directory.resolve("adaptive"));
    try (AuditedCluster scheduled =
        AuditedCluster.start(FlinkRelease.of("1.20"), own, adaptive, 1, SLOTS)) {
      Timing timing = measure(scheduled, Map.of("in-place", "always"), Demand.HIGH, 4, 1024);
      assertThat(timing.toStop()).isEmpty();
    }
  }

  @Test
  void autoIsAboutAsGoodAsTheBetterOneUnderOverload()
      throws IOException, FlinkUnavailableException, InterruptedException {
    List<Timing> savepoint = underOverload("savepoint");
    List<Timing> checkpoint = underOverload("checkpoint");
    List<Timing> auto = underOverload("auto");

    for (Function<Timing, Duration> time :
        List.<Function<Timing, Duration>>of(
            timing -> timing.toStop().orElseThrow(), Timing::gap, Timing::whole)) {
      Duration one = median(savepoint, time);
      Duration other = median(checkpoint, time);
      Duration better = one.compareTo(other) < 0 ? one : other;
      Duration factor = better.multipliedBy(12).dividedBy(10);
      Duration more = better.plusMillis(500);
      assertThat(median(auto, time))
          .isLessThanOrEqualTo(factor.compareTo(more) > 0 ? factor : more);
    }
  }

  private static List<Timing> underOverload(String capture)
      throws IOException, FlinkUnavailableException, InterruptedException {
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      timings.add(measure(Map.of("capture", capture), Demand.OVERLOAD, 4, 25));
    }
    return timings;
  }

  private static Duration median(List<Timing> timings, Function<Timing, Duration> time) {
    return timings.stream().map(time).sorted().toList().get(timings.size() / 2);
  }

  private static Timing measure(
      Map<String, String> rescale, Demand demand, int parallelism, int bytes)
      throws IOException, FlinkUnavailableException, InterruptedException {
    return measure(cluster, rescale, demand, parallelism, bytes);
  }

  private static Timing measure(
      AuditedCluster on, Map<String, String> rescale, Demand demand, int parallelism, int bytes)
      throws IOException, FlinkUnavailableException, InterruptedException {
    long perSecond = Math.round(demand.share * parallelism * PER_SECOND_AND_SUBTASK);
    TrialConfig config =
        TrialConfig.of(Route.COMES_UP)
            .with(new Load(perSecond, COST_NANOS, bytes))
            .from(parallelism, parallelism + 1);
    for (Map.Entry<String, String> key : rescale.entrySet()) {
      config = config.withRescale(key.getKey(), key.getValue());
    }
    Timing timing = Timing.measure(on, directory, "timed-" + place, config, demand.before);
    table.add(place++, cells(rescale, demand, parallelism, bytes, timing));
    return timing;
  }

  private static List<String> cells(
      Map<String, String> rescale, Demand demand, int parallelism, int bytes, Timing timing) {
    return List.of(
        rescale.entrySet().stream()
            .map(key -> key.getKey() + ": " + key.getValue())
            .sorted()
            .collect(Collectors.joining(", ")),
        String.valueOf(demand.share),
        String.valueOf(parallelism),
        String.valueOf(bytes),
        timing.taken(),
        rescale.containsValue("auto") ? timing.estimate() : "",
        timing.toStop().map(Timing::seconds).orElse(""),
        Timing.seconds(timing.gap()),
        Timing.seconds(timing.whole()));
  }
}

package io.conttune.patched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.collector.WindowSettings;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.time.SteadyClock;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The true rate of an operator that works 5 ms on a record, as the collector measures it over a
 * minute: it must be the same whatever the load, for that is what is extrapolated from.
 */
@Isolated("figures of a machine that does nothing else")
@Tag("patched-flink")
final class TrueRatesTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final double MOST_APART = 0.05;

  /** Records per second: 30 % and 60 % of what one subtask can do, and more than that. */
  private static final List<Integer> LOADS = List.of(59, 118, 1000);

  private static final Map<String, String> VERTEX_OF_KIND =
      Map.of(
          "operator", "work", "two-inputs", "work", "chain", "work", "legacy", "Source: numbers");

  private static final Map<String, List<OperatorMetrics>> MEASURED = new ConcurrentHashMap<>();

  @TempDir private static Path directory;

  /** All at once: parked threads leave one another alone. */
  @BeforeAll
  static void measure() throws IOException, InterruptedException, FlinkUnavailableException {
    int jobs = VERTEX_OF_KIND.size() * LOADS.size();
    try (FlinkFixture flink = PatchedFlink.start(directory, jobs)) {
      Map<String, List<Watched>> watched = new TreeMap<>();
      for (String kind : VERTEX_OF_KIND.keySet()) {
        watched.put(kind, run(flink, kind));
      }
      await()
          .atMost(WINDOW.multipliedBy(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> lookAtAll(watched));
    }
    MEASURED.forEach(TrueRatesTest::report);
  }

  private static List<Watched> run(FlinkFixture flink, String kind)
      throws FlinkUnavailableException {
    List<Watched> watched = new ArrayList<>();
    for (int load : LOADS) {
      int ofEachInput = kind.equals("two-inputs") ? load / 2 : load;
      JobArguments arguments = new JobArguments(kind, kind + "-" + load, 3600, ofEachInput);
      String jobId = flink.run(arguments.with("work-micros", "5000").list());
      watched.add(new Watched(flink.rest(), jobId, VERTEX_OF_KIND.get(kind)));
    }
    return watched;
  }

  private static boolean lookAtAll(Map<String, List<Watched>> watched)
      throws FlinkUnavailableException {
    for (Map.Entry<String, List<Watched>> each : watched.entrySet()) {
      List<OperatorMetrics> ready = new ArrayList<>();
      for (Watched one : each.getValue()) {
        one.look().ifPresent(ready::add);
      }
      if (ready.size() == LOADS.size()) {
        MEASURED.putIfAbsent(each.getKey(), ready);
      }
    }
    return MEASURED.size() == watched.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "two-inputs", "chain", "legacy"})
  void trueRateIsTheSameAtEveryLoad(String kind) {
    List<Double> rates =
        MEASURED.get(kind).stream()
            .map(each -> each.processingAbility().orElseThrow())
            .sorted()
            .toList();

    assertThat(rates.get(rates.size() - 1) / rates.get(0) - 1)
        .as("true rates %s", rates)
        .isLessThanOrEqualTo(MOST_APART);
  }

  private static void report(String kind, List<OperatorMetrics> measured) {
    for (int i = 0; i < measured.size(); i++) {
      OperatorMetrics each = measured.get(i);
      System.out.printf(
          Locale.ROOT,
          "%-10s offered %4d/s  observed %6.1f/s  busy %5.1f %%  idle %5.1f %%"
              + "  backpressured %5.1f %%  true rate %6.1f/s%n",
          kind,
          LOADS.get(i),
          each.inputRate(),
          100 * each.time().busy(),
          100 * each.time().idle(),
          100 * each.time().backPressured(),
          each.processingAbility().orElse(Double.NaN));
    }
  }

  /** One vertex of one job, looked at as the service does. */
  private record Watched(
      String jobId, String vertex, RestJobMonitor monitor, MetricsWindow window) {
    Watched(FlinkRest rest, String jobId, String vertex) {
      this(
          jobId,
          vertex,
          new RestJobMonitor(rest, new JobSelector(jobId), MetricSource.AUTO, SteadyClock.system()),
          new MetricsWindow(
              new WindowSettings(
                  WINDOW,
                  Duration.ofSeconds(5),
                  MetricSource.AUTO,
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(60))));
    }

    Optional<OperatorMetrics> look() throws FlinkUnavailableException {
      return monitor.look() instanceof JobSighting.Seen seen
              && window.add(seen.snapshot()) instanceof Ready ready
          ? Optional.of(ready.metrics().operators().get(idIn(seen.snapshot().graph())))
          : Optional.empty();
    }

    private OperatorId idIn(JobGraph graph) {
      return graph.vertices().stream()
          .filter(each -> each.name().startsWith(vertex))
          .findFirst()
          .orElseThrow()
          .id();
    }
  }
}

package io.conttune.benchmark.jmh;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowResult;
import io.conttune.collector.WindowSettings;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One look at a job through the REST API, as the service does: the replies are read, the poll joins
 * the window, the window is measured, and the vertices get their fingerprints. The cluster is a
 * server in the same process that has its replies ready.
 */
@State(Scope.Thread)
public class LargeLook {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int POLLS_IN_WINDOW = 12;

  @Param({"1500"})
  int vertices;

  private WideCluster cluster;
  private RestJobMonitor monitor;
  private MetricsWindow window;
  private Instant now;

  /** Starts the cluster and fills the window. */
  @Setup
  public void start() throws IOException, FlinkUnavailableException {
    cluster = new WideCluster(vertices);
    now = Instant.EPOCH.plus(Duration.ofHours(1));
    FlinkRest rest = new FlinkRest(List.of(cluster.uri()), Duration.ofSeconds(30));
    monitor =
        new RestJobMonitor(
            rest, new JobSelector(WideCluster.NAME), MetricSource.COUNTERS, new TimeOfPolls());
    window =
        new MetricsWindow(
            new WindowSettings(
                POLL.multipliedBy(POLLS_IN_WINDOW),
                Duration.ZERO,
                MetricSource.COUNTERS,
                Duration.ofMinutes(1),
                Duration.ZERO));
    for (int poll = 0; poll <= POLLS_IN_WINDOW; poll++) {
      moveOn();
      look();
    }
  }

  /** Lets the job work until the next poll; this is not measured. */
  @Setup(Level.Invocation)
  public void moveOn() {
    now = now.plus(POLL);
    cluster.workUntil(now);
  }

  /**
   * One look.
   *
   * @throws IllegalStateException if it does not measure the job
   */
  @Benchmark
  public WindowResult look() throws FlinkUnavailableException {
    JobSighting sighting = monitor.look();
    JobSnapshot snapshot =
        sighting.match(
            JobSighting.Seen::snapshot,
            notSeen -> {
              throw new IllegalStateException(notSeen.reason());
            });
    if (Fingerprints.of(snapshot.graph()).byOperator().size() != vertices) {
      throw new IllegalStateException("not all vertices were read");
    }
    return window.add(snapshot);
  }

  /** The time that the benchmark sets, from poll to poll. */
  private final class TimeOfPolls implements SteadyClock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public Duration elapsed() {
      return Duration.between(Instant.EPOCH, now);
    }
  }

  /** Stops the cluster. */
  @TearDown
  public void stop() {
    cluster.close();
  }
}

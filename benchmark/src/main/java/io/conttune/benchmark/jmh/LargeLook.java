package io.conttune.benchmark.jmh;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.MetricsWindow;
import io.conttune.collector.RestJobMonitor;
import io.conttune.collector.WindowResult;
import io.conttune.collector.WindowSettings;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One look at a job through the REST API, as the service does: the replies are read, the poll joins
 * the window, the window is measured, the vertices get their fingerprints, and the tuner decides.
 * The cluster is a server in the same process that has its replies ready.
 */
@State(Scope.Thread)
public class LargeLook {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int POLLS_IN_WINDOW = 12;
  private static final int TOP_K = 5;
  private static final Bounds TUNED = new Bounds(1, 64);

  @Param({"1500"})
  int vertices;

  @Param({"ds2", "conttune", "informed"})
  String tuner;

  private Tuner asked;
  private TunerState state;
  private History history;
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
      poll();
    }
    asked = new WideJob(vertices).tuner(WideJob.contender(tuner));
    state = asked.initialState();
    moveOn();
    history = history(poll().snapshot().graph());
  }

  /** Two parallelisms of every operator, of which no two process the same. */
  private static History history(JobGraph graph) {
    List<Observation> observations = new ArrayList<>();
    for (JobVertex vertex : graph.vertices()) {
      double ability = 200 + 0.01 * observations.size();
      observations.add(new Observation(vertex.id(), 1, ability, Instant.EPOCH));
      observations.add(new Observation(vertex.id(), 2, 1.9 * ability, Instant.EPOCH));
    }
    return new History(TOP_K, observations);
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
  public Tuned look() throws FlinkUnavailableException {
    Poll poll = poll();
    Tuned tuned =
        poll.measured()
            .match(
                ready -> asked.decide(input(poll.snapshot().graph(), ready)),
                notReady -> {
                  throw new IllegalStateException(notReady.reason());
                });
    state = tuned.state();
    return tuned;
  }

  private record Poll(JobSnapshot snapshot, WindowResult measured) {}

  private Poll poll() throws FlinkUnavailableException {
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
    return new Poll(snapshot, window.add(snapshot));
  }

  private TuningInput input(JobGraph graph, WindowResult.Ready ready) {
    Map<OperatorId, Bounds> bounds = new HashMap<>();
    for (JobVertex vertex : graph.vertices()) {
      bounds.put(
          vertex.id(), graph.isSource(vertex.id()) ? Bounds.fixed(vertex.parallelism()) : TUNED);
    }
    return new TuningInput(
        graph,
        ready.metrics(),
        history,
        new Limits(bounds),
        state,
        ready.pieces(),
        ready.wholePeriods());
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

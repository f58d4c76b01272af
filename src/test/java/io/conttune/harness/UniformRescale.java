package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.LaunchPlanner.Launches;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import io.conttune.flink.RescaleProcesses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rescale by one parallelism for the whole job, on a real cluster. */
final class UniformRescale {
  private final AuditedCluster cluster;
  private final AuditedRun job;
  private RescaleEntry entry;

  private UniformRescale(AuditedCluster cluster, AuditedRun job, RescaleEntry planned) {
    this.cluster = cluster;
    this.job = job;
    this.entry = planned;
  }

  /** The rescale of this run, as it is planned. */
  static UniformRescale planned(AuditedCluster cluster, AuditedRun job, String jobId, int number)
      throws FlinkUnavailableException {
    FlinkRest rest = cluster.rest();
    JobSnapshot seen = look(rest, jobId);
    FollowingVertices following =
        new FollowingVertices(rest, new RestJobRuns(rest), Scheduling.BY_RESTART);
    Map<OperatorId, Integer> wanted = new HashMap<>(seen.graph().parallelism());
    following
        .followers(seen)
        .orElseThrow()
        .vertices()
        .forEach(vertex -> wanted.put(vertex, number));
    InMemoryStore store = new InMemoryStore();
    List<String> obstacles = new ArrayList<>();
    Launches launches =
        Launchers.planner(
                config(cluster, job),
                rest,
                store,
                new LaunchHistory(store, store),
                SecretLookup.NONE,
                following)
            .launches(rest.get("/config"), seen, wanted, obstacles)
            .orElseThrow();
    assertThat(obstacles).isEmpty();
    RescalePlan plan = plan(cluster, seen, wanted, launches);
    return new UniformRescale(
        cluster, job, RescaleEntry.planned("a".repeat(32), plan, Instant.now()));
  }

  private static JobSnapshot look(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    RestJobMonitor monitor =
        new RestJobMonitor(
            rest, new JobSelector(jobId), MetricSource.COUNTERS, SteadyClock.system());
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private static LaunchConfig config(AuditedCluster cluster, AuditedRun job) {
    return new LaunchConfig.Jar(
        LaunchMethod.UNIFORM,
        new JarSource.OnCluster(cluster.jarId()),
        Optional.empty(),
        new ArgumentTemplate(job.followingArguments()),
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE);
  }

  private static RescalePlan plan(
      AuditedCluster cluster,
      JobSnapshot seen,
      Map<OperatorId, Integer> wanted,
      Launches launches) {
    return new RescalePlan(
        seen.jobName(),
        seen.jobId(),
        Decision.Step.SMALL,
        seen.graph().parallelism(),
        wanted,
        new Rescaling.Restart(
            new CaptureChoice(Capture.SAVEPOINT, Optional.empty(), "a test wants it"),
            cluster.flink().savepointDirectory().toUri().toString(),
            Optional.empty(),
            Checkpoints.RETAINED,
            Replay.HIDDEN,
            launches.former(),
            launches.wanted()),
        new TunerState.None(),
        new RescalePlan.Patience(
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(500)));
  }

  /** Carries the rescale to its end. */
  RescaleEntry carriedOut() {
    RescaleProcess process = RescaleProcesses.of(cluster.rest());
    await(job.name() + " rescaled")
        .atMost(AuditedCluster.DEADLINE)
        .until(
            () -> {
              entry = process.advance(entry);
              return entry.stage().isFinal();
            });
    return entry;
  }
}

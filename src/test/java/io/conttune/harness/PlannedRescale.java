package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.JarLaunchConfig;
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
import io.conttune.core.rescale.SavepointFormat;
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

/** A rescale by a launch of one kind, on a real cluster. */
final class PlannedRescale {
  private final AuditedCluster cluster;
  private final AuditedRun job;
  private final Launchers launchers;
  private RescaleEntry entry;

  private PlannedRescale(
      AuditedCluster cluster, AuditedRun job, Launchers launchers, RescaleEntry planned) {
    this.cluster = cluster;
    this.job = job;
    this.launchers = launchers;
    this.entry = planned;
  }

  /** The rescale of this run to one parallelism for the whole job. */
  static PlannedRescale uniform(AuditedCluster cluster, AuditedRun job, String jobId, int number)
      throws FlinkUnavailableException {
    FlinkRest rest = cluster.rest();
    JobSnapshot seen = look(rest, jobId);
    Map<OperatorId, Integer> wanted = new HashMap<>(seen.graph().parallelism());
    following(rest)
        .followers(seen)
        .orElseThrow()
        .vertices()
        .forEach(vertex -> wanted.put(vertex, number));
    LaunchConfig config =
        new JarLaunchConfig(
            LaunchMethod.UNIFORM,
            new JarSource.OnCluster(cluster.jarId()),
            Optional.empty(),
            new ArgumentTemplate(job.followingArguments()),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE);
    return planned(cluster, job, seen, wanted, config);
  }

  /**
   * The rescale of this run to another parallelism of its count, which its arguments do not tell.
   *
   * @param arguments of the program, as the run has been started
   */
  static PlannedRescale client(
      AuditedCluster cluster, AuditedRun job, String jobId, List<String> arguments, int count)
      throws FlinkUnavailableException {
    JobSnapshot seen = look(cluster.rest(), jobId);
    Map<OperatorId, Integer> wanted = new HashMap<>(seen.graph().parallelism());
    wanted.put(new OperatorId(cluster.vertex(jobId).path("id").asText()), count);
    LaunchConfig config =
        new JarLaunchConfig(
            LaunchMethod.CLIENT,
            new JarSource.LocalFile(cluster.jar()),
            Optional.empty(),
            new ArgumentTemplate(arguments),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE,
            new GraphBuildConfig(cluster.release().classPath(), AuditedCluster.DEADLINE));
    return planned(cluster, job, seen, wanted, config);
  }

  private static PlannedRescale planned(
      AuditedCluster cluster,
      AuditedRun job,
      JobSnapshot seen,
      Map<OperatorId, Integer> wanted,
      LaunchConfig config)
      throws FlinkUnavailableException {
    FlinkRest rest = cluster.rest();
    InMemoryStore store = new InMemoryStore();
    Launchers launchers =
        Launchers.of(rest, store, SecretLookup.NONE, SteadyClock.system(), "a test");
    List<String> obstacles = new ArrayList<>();
    Optional<Launches> launches =
        launchers
            .planner(config, new LaunchHistory(store, store), following(rest))
            .launches(rest.get("/config"), seen, wanted, obstacles);
    assertThat(obstacles).isEmpty();
    RescalePlan plan = plan(cluster, seen, wanted, launches.orElseThrow());
    return new PlannedRescale(
        cluster, job, launchers, RescaleEntry.planned("a".repeat(32), plan, Instant.now()));
  }

  private static FollowingVertices following(FlinkRest rest) {
    return new FollowingVertices(rest, new RestJobRuns(rest), Scheduling.BY_RESTART);
  }

  private static JobSnapshot look(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    RestJobMonitor monitor =
        new RestJobMonitor(
            rest, new JobSelector(jobId), MetricSource.COUNTERS, SteadyClock.system());
    return ((JobSighting.Seen) monitor.look()).snapshot();
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
    RescaleProcess process = RescaleProcesses.of(cluster.rest(), launchers, SavepointFormat.AUTO);
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

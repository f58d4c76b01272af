package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.RescaleProcesses;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Rescales of the count of a job on a real cluster, planned and carried out by the controller's own
 * parts without its loop. Its sinks are said to be transactional.
 */
final class LooplessRescale {
  private static final Duration POLL = Duration.ofMillis(100);

  private final FlinkFixture flink;
  private final RescaleConfig config;
  private final InMemoryStore store;
  private final Launchers launchers;
  private RescaleEntry entry;

  /**
   * The rescales of one job.
   *
   * @param config of the job's file
   * @param store with the journal, in which each rescale ends up
   */
  LooplessRescale(FlinkFixture flink, RescaleConfig config, InMemoryStore store) {
    this.flink = flink;
    this.config = config;
    this.store = store;
    this.launchers =
        Launchers.of(flink.rest(), store, SecretLookup.NONE, SteadyClock.system(), "a test");
  }

  /**
   * The planner's answer for this parallelism of the count. For a moment after each checkpoint
   * Flink shows the one before, which is discarded.
   */
  Planning planned(String jobId, int count) {
    return await("a plan for " + jobId)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> plan(jobId, count),
            planning ->
                planning.match(
                    planned -> true,
                    obstructed ->
                        obstructed.obstacles().stream()
                            .noneMatch(
                                why ->
                                    why.matches(".*(completed no|not completed a) checkpoint.*"))));
  }

  private Planning plan(String jobId, int count) throws FlinkUnavailableException {
    JobSnapshot snapshot = seen(monitor(flink, jobId));
    Map<OperatorId, Integer> wanted = new LinkedHashMap<>(snapshot.graph().parallelism());
    wanted.put(new OperatorId(flink.vertexId(jobId, "count")), count);
    JobRuns runs = new RestJobRuns(flink.rest());
    return new RestRescalePlanner(
            flink.rest(),
            runs,
            store,
            launchers.planner(
                config.launch(),
                new LaunchHistory(store, store),
                new FollowingVertices(flink.rest(), runs, Scheduling.BY_RESTART)),
            config,
            Sinks.TRANSACTIONAL,
            new ClusterSlots(flink.rest(), store, new SlotLimit.Fixed()))
        .plan(
            snapshot,
            new JobMetrics(snapshot.takenAt(), Duration.ZERO, Map.of(), OptionalDouble.empty()),
            new Decision.Rescale(
                Decision.Step.SMALL,
                wanted,
                "a table wants it",
                new Evidence("none", Provisioning.UNDER, List.of(), List.of())),
            new TunerState.None());
  }

  /**
   * Carries a plan to its end, whatever that is.
   *
   * @param id from which the ids of its runs follow
   */
  RescaleEntry carriedOut(RescalePlan plan, String id, Duration deadline) {
    entry = RescaleEntry.planned(id, plan, Instant.now());
    RescaleProcess process =
        RescaleProcesses.of(flink.rest(), launchers, config.savepoints().format());
    await(plan.jobName() + " rescaled")
        .atMost(deadline)
        .pollInterval(POLL)
        .until(
            () -> {
              entry = process.advance(entry);
              return entry.stage().isFinal();
            });
    store.write(entry);
    return entry;
  }

  /** Looks at a run. */
  static RestJobMonitor monitor(FlinkFixture flink, String jobId) {
    return new RestJobMonitor(
        flink.rest(), new JobSelector(jobId), MetricSource.AUTO, SteadyClock.system());
  }

  /** One look at a run that is there. */
  static JobSnapshot seen(RestJobMonitor monitor) throws FlinkUnavailableException {
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}

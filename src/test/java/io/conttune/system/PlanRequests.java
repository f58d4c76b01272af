package io.conttune.system;

import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.flink.FlinkFixture;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Rescales that no tuner has asked for. */
final class PlanRequests {
  private PlanRequests() {}

  /** What the planner makes of the wish for a parallelism of a running job's count. */
  static Planning plan(FlinkFixture cluster, TestConfig wired, String jobId, int count)
      throws FlinkUnavailableException {
    JobConfig config = wired.config();
    JobSnapshot job = look(cluster, jobId);
    Map<OperatorId, Integer> parallelism = new LinkedHashMap<>(job.graph().parallelism());
    parallelism.put(new OperatorId(cluster.vertexId(jobId, "count")), count);
    Evidence none = new Evidence("none", Provisioning.UNDER, List.of(), List.of());
    RescaleConfig rescale = config.rescale().orElseThrow();
    InMemoryStore store = new InMemoryStore();
    return new RestRescalePlanner(
            cluster.rest(),
            new RestJobRuns(cluster.rest()),
            store,
            Launchers.of(cluster.rest(), store, SecretLookup.NONE, SteadyClock.system(), "a test")
                .planner(
                    rescale.launch(),
                    new LaunchHistory(store, store),
                    new FollowingVertices(
                        cluster.rest(), new RestJobRuns(cluster.rest()), Scheduling.BY_RESTART)),
            rescale,
            config.sinks(),
            new ClusterSlots(cluster.rest(), new InMemoryStore(), config.parallelism().slots()))
        .plan(
            job,
            new JobMetrics(job.takenAt(), Duration.ZERO, Map.of(), OptionalDouble.empty()),
            new Decision.Rescale(Decision.Step.SMALL, parallelism, "a test wants it", none),
            new TunerState.ContTune(8));
  }

  private static JobSnapshot look(FlinkFixture cluster, String jobId)
      throws FlinkUnavailableException {
    RestJobMonitor monitor =
        new RestJobMonitor(
            cluster.rest(), new JobSelector(jobId), MetricSource.COUNTERS, SteadyClock.system());
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}

package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkVersion;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.JobParallelism;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans rescales of a job that an operator keeps running: its deployment is to ask for another
 * parallelism. Whatever can be known to fail is looked for here, while the job still runs.
 */
public final class DeploymentRescalePlanner implements RescalePlanner {
  private static final int RESCALES_LOOKED_AT = 20;

  private final FlinkRest rest;
  private final Journal journal;
  private final Deployments deployments;
  private final JobParallelism launched;
  private final DeploymentLaunchConfig config;
  private final RescaleTiming timing;
  private final ClusterSlots slots;

  /**
   * A planner of one job's rescales.
   *
   * @param deployments the platform on which the job runs
   * @param launched the vertices that can only be set together; empty where Flink honours overrides
   * @param slots of the same cluster
   */
  public DeploymentRescalePlanner(
      FlinkRest rest,
      Journal journal,
      Deployments deployments,
      JobParallelism launched,
      DeploymentLaunchConfig config,
      RescaleTiming timing,
      ClusterSlots slots) {
    this.rest = rest;
    this.journal = journal;
    this.deployments = deployments;
    this.launched = launched;
    this.config = config;
    this.timing = timing;
    this.slots = slots;
  }

  /**
   * Whether a cluster of this version honours overrides among its own settings: from 1.17 on, until
   * 2.0, which ignores them where a job is submitted as its stream graph.
   */
  public static boolean honoursOverrides(String flinkVersion) {
    return FlinkVersion.parse(flinkVersion)
        .filter(version -> version.isAtLeast(1, 17) && !version.isAtLeast(2, 0))
        .isPresent();
  }

  @Override
  public Planning plan(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException {
    FlinkReply.Answered cluster = rest.fetch("/config");
    Map<OperatorId, Integer> wanted = rescale.parallelism();
    List<String> obstacles =
        new ArrayList<>(ParallelismChecks.obstacles(job.graph(), rescale.parallelism()));
    SlotCount count = slots.count(job, wanted);
    count.obstacle().ifPresent(obstacles::add);
    Optional<DeploymentSighting.Present> deployment =
        deployments
            .look(config.name())
            .match(
                Optional::of,
                absent -> {
                  obstacles.add(absent.reason());
                  return Optional.empty();
                });
    Optional<Rescaling> way = Optional.empty();
    if (deployment.isPresent()) {
      obstacles.addAll(obstacles(deployment.get(), job.jobId()));
      way = way(deployment.get().parallelism(), job, wanted, obstacles);
      way.filter(planned -> isRefuted(planned, job.jobName()))
          .ifPresent(planned -> obstacles.add(notHonoured()));
    }
    return obstacles.isEmpty()
        ? new Planning.Planned(
            RestRescalePlanner.plan(
                    timing,
                    job,
                    rescale,
                    way.orElseThrow(),
                    stateAfterwards,
                    RestRescalePlanner.answerAge(cluster))
                .claiming(count.claim()),
            List.of())
        : new Planning.Obstructed(obstacles.stream().distinct().toList());
  }

  private List<String> obstacles(DeploymentSighting.Present deployment, String jobId) {
    List<String> obstacles = new ArrayList<>(deployment.obstacles());
    deployment
        .jobId()
        .filter(other -> !other.equals(jobId))
        .ifPresent(
            other ->
                obstacles.add(
                    "deployment %s runs job %s, but this job is %s; correct rescale.deployment or job"
                        .formatted(config.name(), other, jobId)));
    return obstacles;
  }

  private Optional<Rescaling> way(
      DeploymentParallelism former,
      JobSnapshot job,
      Map<OperatorId, Integer> wanted,
      List<String> obstacles)
      throws FlinkUnavailableException {
    Optional<JobParallelism.Followers> together = launched.followers(job);
    if (together.isEmpty()) {
      // Its own parallelism stays: it decides which operators Flink chains.
      return Optional.of(
          way("by an override for each operator", former, former.overriding(wanted)));
    }
    Set<Integer> numbers = new HashSet<>();
    wanted.forEach(
        (vertex, parallelism) -> {
          if (together.get().vertices().contains(vertex)) {
            numbers.add(parallelism);
          } else if (parallelism != job.graph().vertex(vertex).parallelism()) {
            obstacles.add(
                "%s has a parallelism of its own in the program, which this Flink lets no deployment"
                        .formatted(job.graph().vertex(vertex).name())
                    + " change");
          }
        });
    if (numbers.size() != 1) {
      obstacles.add(
          "this Flink ignores overrides, and the operators that follow the job's parallelism cannot"
              + " get %s; one parallelism for all is possible".formatted(numbers));
      return Optional.empty();
    }
    int number = numbers.iterator().next();
    return Optional.of(way("by one parallelism for the job", former, former.ofJob(number)));
  }

  private Rescaling way(String reason, DeploymentParallelism former, DeploymentParallelism wanted) {
    return new Rescaling.ByDeployment(
        reason, config.name(), former, wanted, config.operatorTimeout());
  }

  /** Whether the same change has brought up another parallelism, and none was verified since. */
  private boolean isRefuted(Rescaling planned, String jobName) {
    return journal.rescales(jobName, RESCALES_LOOKED_AT).stream()
        .takeWhile(rescale -> rescale.stage() != Stage.VERIFIED)
        .filter(rescale -> rescale.cameUpAt().isPresent())
        .anyMatch(rescale -> rescale.plan().rescaling().equals(planned));
  }

  private String notHonoured() {
    return "deployment %s asked for this before, and its operator brought up another parallelism; it"
            .formatted(config.name())
        + " is not tried again until another rescale was verified, or the deployment was changed";
  }

  /** Nothing of such a rescale is launched from here. */
  @Override
  public Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph) {
    return Optional.empty();
  }
}

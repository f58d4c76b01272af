package io.conttune.controller.service;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.limits.ConfiguredLimits;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterFacts;
import io.conttune.controller.rescale.plan.ClusterFacts.SlotSupply;
import io.conttune.controller.rescale.plan.JobFacts;
import io.conttune.controller.rescale.plan.PathVerdict;
import io.conttune.controller.rescale.plan.RescalePath;
import io.conttune.controller.rescale.plan.RescalePaths;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Asks the cluster of one job whether the job's file fits it: does it answer, is the job there, do
 * the operators exist that the file names, on which path would the job be rescaled. It stops and
 * starts nothing, and uploads no jar.
 */
public final class ClusterCheck {
  private final JobConfig config;
  private final SecretLookup secrets;
  private final SteadyClock clock;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private ClusterCheck(JobConfig config, SecretLookup secrets, SteadyClock clock) {
    this.config = config;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The findings.
   *
   * @param remarks a line each, for a person
   * @param faults what would keep the controller from tuning the job, and what would help
   */
  public record Report(List<String> remarks, List<String> faults) {
    public Report {
      remarks = List.copyOf(remarks);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Checks the file of one job. A cluster that does not answer is a fault like any other.
   *
   * @param secrets for the dry run of a launch
   */
  public static Report of(JobConfig config, SecretLookup secrets, SteadyClock clock) {
    ClusterCheck check = new ClusterCheck(config, secrets, clock);
    try {
      check.ask();
    } catch (FlinkUnavailableException silent) {
      check.faults.add("the cluster does not answer as expected: " + silent.getMessage());
    }
    return new Report(check.remarks, check.faults);
  }

  private void ask() throws FlinkUnavailableException {
    FlinkRest rest = new FlinkRest(config.flink().access(), config.metrics().deadline());
    ClusterFacts cluster = ClusterFacts.read(rest);
    remarks.add(described(cluster));
    Optional<JobSnapshot> job =
        new RestJobMonitor(rest, new JobSelector(config.job()), config.metrics().source(), clock)
            .look()
            .match(
                seen -> Optional.of(seen.snapshot()),
                notSeen -> {
                  faults.add(notSeen.reason());
                  return Optional.empty();
                });
    if (job.isPresent()) {
      ask(rest, cluster, job.get());
    }
  }

  private static String described(ClusterFacts cluster) {
    return "Flink %s, %d slots, of which %d are free%s"
        .formatted(
            cluster.flinkVersion(),
            cluster.slots().total(),
            cluster.slots().available(),
            cluster.supply() == SlotSupply.ON_DEMAND
                ? "; it gets more on demand, up to parallelism.slots"
                : "");
  }

  private void ask(FlinkRest rest, ClusterFacts cluster, JobSnapshot job)
      throws FlinkUnavailableException {
    remarks.add(
        "job %s runs as %s: %s"
            .formatted(
                job.jobName(),
                job.jobId(),
                job.graph().vertices().stream()
                    .map(vertex -> vertex.name() + " at " + vertex.parallelism())
                    .collect(Collectors.joining(", "))));
    JobRuns runs = new RestJobRuns(rest);
    FollowingVertices following = new FollowingVertices(rest, runs, JobWiring.scheduling(config));
    new ConfiguredLimits(config, JobWiring.launched(config, rest, following))
        .limits(job)
        .match(known -> remarks.addAll(known.notes()), misfit -> faults.addAll(misfit.faults()));
    JobFacts facts = JobFacts.read(rest, runs, job.jobId());
    facts
        .lossByFailure()
        .ifPresent(why -> remarks.add("a stop that fails may leave nothing of the job: " + why));
    RescalePaths paths = RescalePaths.of(cluster, facts, config.rescale(), config.sinks());
    tell(paths);
    if (config.rescale().isPresent()) {
      boolean isByClient =
          paths.chosen().filter(open -> open.path() == RescalePath.CLIENT).isPresent();
      Optional<ArgumentTemplate> unchecked =
          isByClient ? Optional.empty() : ofFile(config.rescale().get());
      Optional<DeploymentLaunchConfig> deployment =
          config
              .rescale()
              .get()
              .launch()
              .match(
                  jar -> Optional.empty(),
                  command -> Optional.empty(),
                  own -> Optional.empty(),
                  Optional::of);
      if (deployment.isPresent()) {
        ask(deployment.get(), job);
        return;
      }
      List<String> obstacles =
          unchecked.isPresent()
              ? unfilled(unchecked.get(), job)
              : obstacles(rest, config.rescale().get(), job, following);
      boolean isInPlace =
          paths.chosen().filter(open -> open.path() == RescalePath.IN_PLACE).isPresent();
      if (isInPlace) {
        obstacles.forEach(why -> remarks.add("should it be lost in place: " + why));
      } else if (paths.chosen().isPresent()) {
        faults.addAll(obstacles);
      }
    }
  }

  private void ask(DeploymentLaunchConfig launch, JobSnapshot job)
      throws FlinkUnavailableException {
    DeploymentSighting sighting = new Platform().deployments().look(launch.name());
    boolean unused =
        sighting.match(
            present -> {
              remarks.add(
                  "deployment %s asks for parallelism %d with overrides %s: %s"
                      .formatted(
                          launch.name(),
                          present.parallelism().job(),
                          present.parallelism().overrides(),
                          present.status()));
              remarks.addAll(present.notes());
              faults.addAll(present.obstacles());
              present
                  .jobId()
                  .filter(other -> !other.equals(job.jobId()))
                  .ifPresent(
                      other ->
                          faults.add(
                              "deployment %s runs job %s; correct rescale.deployment or job"
                                  .formatted(launch.name(), other)));
              return true;
            },
            absent -> faults.add(absent.reason()));
  }

  private void tell(RescalePaths paths) {
    if (config.rescale().isPresent()) {
      paths
          .chosen()
          .ifPresentOrElse(
              open ->
                  remarks.add("would be rescaled by %s: %s".formatted(open.path(), open.reason())),
              () -> faults.add("no path is open on which the job's file lets it be rescaled"));
    }
    for (PathVerdict verdict : paths.all()) {
      String word = verdict.match(open -> "works", closed -> "does not work");
      remarks.add("%s %s: %s".formatted(verdict.path(), word, verdict.reason()));
    }
  }

  /** The arguments of a jar that is a file here, of which the cluster has no dry run yet. */
  private static Optional<ArgumentTemplate> ofFile(RescaleConfig rescale) {
    return rescale
        .launch()
        .match(
            jar ->
                jar.jar()
                    .match(
                        onCluster -> Optional.empty(),
                        file -> Optional.of(jar.arguments()),
                        unnamed -> Optional.empty()),
            command -> Optional.empty(),
            own -> Optional.empty(),
            deployment -> Optional.empty());
  }

  private List<String> unfilled(ArgumentTemplate arguments, JobSnapshot job) {
    remarks.add("no dry run of rescale.jar-file, which would have to be uploaded first");
    return arguments
        .fill(job.graph(), job.graph().parallelism(), OptionalInt.empty())
        .match(filled -> List.of(), unfilled -> unfilled.reasons());
  }

  /** What stands against the launch of the job as it runs now. */
  private List<String> obstacles(
      FlinkRest rest, RescaleConfig rescale, JobSnapshot job, FollowingVertices following)
      throws FlinkUnavailableException {
    InMemoryStore empty = new InMemoryStore();
    LaunchHistory noHistory = new LaunchHistory(empty, empty);
    List<String> obstacles = new ArrayList<>();
    var unused =
        Launchers.of(rest, empty, secrets, clock, "a check")
            .planner(rescale.launch(), noHistory, following)
            .launches(rest.get("/config"), job, job.graph().parallelism(), obstacles);
    return obstacles;
  }
}

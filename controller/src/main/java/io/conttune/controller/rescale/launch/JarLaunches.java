package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJar;
import io.conttune.controller.rescale.launch.JarFinder.PlannedJars;
import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.controller.rescale.plan.ClusterLifetime;
import io.conttune.controller.rescale.plan.JarLaunchChoice;
import io.conttune.controller.rescale.plan.LaunchPlanner;
import io.conttune.controller.rescale.plan.RunOptions;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.secret.SecretLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prepares runs of a jar over REST, and has the cluster build the job's plan of the new launch
 * without running it.
 */
final class JarLaunches implements LaunchPlanner {
  static final String VERSION = "flink-version";

  private static final String TAKES_NO_JARS =
      "the cluster takes no jars over REST (web-submit: false at /config); set web.submit.enable:"
          + " true on this session cluster, or use launch: command";

  static final String REMEDY =
      "rescale.launch, its settings or the jar are others; another launch may help"
          + " (docs/launching.md)";

  static final String OTHER_VERTICES =
      "with the new launch the job would have the job vertices %s, it runs with %s; give every tuned"
          + " operator a uid, and keep its chains as they are at every parallelism";

  private static final String NOT_IN_ARGUMENTS =
      "the arguments do not set the parallelism that is wanted (%s); rescale.arguments needs a"
          + " ${parallelism:<operator>} for every operator that is tuned";

  private static final String OVERRIDES_IGNORED =
      "launch: overrides is honoured by Flink 1.19 and 1.20 only, this is %s; use launch: auto";

  private static final String OPTIONS_REFUSED =
      "rescale.configuration: Flink %s refuses options in a request to run a jar, which 1.17 is the"
          + " first to take; set them in the program or for the cluster";

  private static final String SET_BY_PROGRAM =
      "launch: uniform does not set the parallelism that is wanted (%s): the program sets it; from"
          + " now on such operators keep what they have";

  private final FlinkRest rest;
  private final JarLaunchConfig config;
  private final JarFinder jars;
  private final FormerLaunch formerLaunch;
  private final LaunchHistory history;
  private final DryRun dryRun;
  private final FollowingVertices following;

  /**
   * Runs on the cluster that this client reaches.
   *
   * @param copies the store of the jar, if the controller has its file
   * @param history tells how a run was launched, and what was not honoured
   * @param secrets for the dry run
   * @param following tells which vertices follow the parallelism of the job
   */
  JarLaunches(
      FlinkRest rest,
      JarLaunchConfig config,
      JarStore copies,
      LaunchHistory history,
      SecretLookup secrets,
      FollowingVertices following) {
    ClusterJars onCluster = new ClusterJars(rest, copies);
    this.rest = rest;
    this.config = config;
    this.jars = new JarFinder(config.jar(), config.newCode(), rest, onCluster);
    this.formerLaunch = new FormerLaunch(history, onCluster, secrets);
    this.history = history;
    this.dryRun = new DryRun(rest, secrets);
    this.following = following;
  }

  @Override
  public Optional<Launches> launches(
      JsonNode cluster, JobSnapshot job, Map<OperatorId, Integer> wanted, List<String> obstacles)
      throws FlinkUnavailableException {
    if (!ClusterLifetime.takesJars(cluster)) {
      // Such a cluster has no /jars to look at either.
      obstacles.add(ClusterLifetime.obstacle(rest, cluster).orElse(TAKES_NO_JARS));
      return Optional.empty();
    }
    String version = new JsonFields(cluster, "GET /config", "").text(VERSION);
    JarLaunchChoice choice = JarLaunchChoice.of(config, version);
    JarLaunchConfig chosen = choice.launch();
    ConfiguredJar launches = new ConfiguredJar(chosen);
    Optional<String> unable = againstVersion(chosen, version);
    unable.ifPresent(obstacles::add);
    JobGraph graph = job.graph();
    Optional<PlannedJars> found = jars.find(job, history, obstacles);
    List<String> faults = launches.faults(graph);
    obstacles.addAll(faults);
    if (found.isEmpty() || !faults.isEmpty()) {
      return Optional.empty();
    }
    JobNumber number = JobNumber.of(chosen, job, following);
    number.obstacle(graph, wanted).ifPresent(obstacles::add);
    PlannedJar wantedJar = found.get().wanted();
    Launch.Jar launch = launches.launch(wantedJar, graph, wanted, number.in(wanted));
    Optional<RescaleEntry> failed = notHonoured(launches, wantedJar, job, number);
    if (failed.isPresent()) {
      obstacles.add(LaunchHistory.refusal(failed.get(), graph, REMEDY));
    } else if (unable.isEmpty()) {
      checkPlan(chosen.method(), launch, job, wanted, number, obstacles);
    }
    Map<OperatorId, Integer> former = graph.parallelism();
    return Optional.of(
        new Launches(
            formerLaunch
                .of(job, JarSubmission.ENABLED)
                .orElseGet(
                    () -> launches.launch(found.get().former(), graph, former, number.in(former))),
            launch,
            choice.notes(config, found.get().notes())));
  }

  /** The rescale that has launched the job as the configuration would now, and was not honoured. */
  private Optional<RescaleEntry> notHonoured(
      ConfiguredJar launches, PlannedJar jar, JobSnapshot job, JobNumber number) {
    return history
        .notHonoured(job, wanted -> launches.launch(jar, job.graph(), wanted, number.in(wanted)))
        .findFirst();
  }

  @Override
  public Optional<Launches> configured(
      RescalePlan rescale, Rescaling.Restart rescaling, JobGraph graph)
      throws FlinkUnavailableException {
    JarLaunchConfig chosen =
        JarLaunchChoice.dependsOnVersion(config)
            ? JarLaunchChoice.of(config, rest.fetch("/config").text(VERSION)).launch()
            : JarLaunchChoice.of(config, "").launch();
    ConfiguredJar launches = new ConfiguredJar(chosen);
    if (!launches.faults(graph).isEmpty()) {
      return Optional.empty();
    }
    Optional<PlannedJar> former = jars.forCorrected(rescaling.formerLaunch());
    Optional<PlannedJar> wanted = jars.forCorrected(rescaling.wantedLaunch());
    if (former.or(() -> wanted).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Launches(
            launches.launch(
                former.or(() -> wanted).get(),
                graph,
                rescale.former(),
                JobNumber.as(chosen, rescaling.formerLaunch(), rescale.former())),
            launches.launch(
                wanted.or(() -> former).get(),
                graph,
                rescale.wanted(),
                JobNumber.as(chosen, rescaling.wantedLaunch(), rescale.wanted())),
            List.of()));
  }

  /** What Flink of this version does not do, which a dry run does not show or does not explain. */
  private static Optional<String> againstVersion(JarLaunchConfig launch, String version) {
    RunOptions options = RunOptions.of(version);
    if (launch.method() == LaunchMethod.OVERRIDES && options != RunOptions.WITH_OVERRIDES) {
      return Optional.of(OVERRIDES_IGNORED.formatted(version));
    }
    return options == RunOptions.REFUSED && !launch.configuration().isEmpty()
        ? Optional.of(OPTIONS_REFUSED.formatted(version))
        : Optional.empty();
  }

  /** Compares the plan of a dry run with what is wanted. */
  private void checkPlan(
      LaunchMethod method,
      Launch.Jar launch,
      JobSnapshot job,
      Map<OperatorId, Integer> wanted,
      JobNumber number,
      List<String> obstacles)
      throws FlinkUnavailableException {
    Optional<Map<OperatorId, Integer>> planned = dryRun.of(launch, obstacles);
    if (planned.isEmpty()) {
      return;
    }
    JobGraph graph = job.graph();
    boolean isUniform = method == LaunchMethod.UNIFORM;
    if (!planned.get().keySet().equals(wanted.keySet())) {
      obstacles.add(OTHER_VERTICES.formatted(planned.get().keySet(), wanted.keySet()));
      if (isUniform && number.isBelowPresent(launch.parallelism())) {
        following.learnTooSmall(launch.parallelism().getAsInt());
      }
      return;
    }
    if (isUniform && launch.parallelism().isPresent()) {
      following.learn(launch.parallelism().getAsInt(), planned.get());
    }
    if (method != LaunchMethod.OVERRIDES && !planned.get().equals(wanted)) {
      obstacles.add(
          (isUniform ? SET_BY_PROGRAM : NOT_IN_ARGUMENTS)
              .formatted(differences(graph, wanted, planned.get())));
    }
  }

  private static String differences(
      JobGraph graph, Map<OperatorId, Integer> wanted, Map<OperatorId, Integer> planned) {
    return wanted.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(planned.get(entry.getKey())))
        .map(
            entry ->
                "%s: %d instead of %d"
                    .formatted(
                        graph.vertex(entry.getKey()).name(),
                        planned.get(entry.getKey()),
                        entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}

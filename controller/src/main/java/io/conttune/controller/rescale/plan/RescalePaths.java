package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkVersion;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.controller.rescale.plan.JobFacts.Scheduler;
import io.conttune.controller.rescale.plan.PathVerdict.Closed;
import io.conttune.controller.rescale.plan.PathVerdict.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The paths on which one job can be rescaled, and the one that the controller takes. It follows
 * from facts alone, so that it can be told before anything is done. What only a dry run shows, such
 * as a program that ignores its arguments, is not among them, nor what depends on the parallelism
 * that will be wanted, such as slots.
 *
 * @param all a verdict on each path, in the order of {@link RescalePath}
 * @param chosen the path that the controller takes; empty if the job's file allows none that is
 *     open
 */
public record RescalePaths(List<PathVerdict> all, Optional<Open> chosen) {
  private static final String NO_JAR = "launch: %s names no jar";
  private static final String BY_OPERATOR =
      "launch: kubernetes leaves the job to Flink's Kubernetes operator";

  public RescalePaths {
    all = List.copyOf(all);
    Objects.requireNonNull(chosen, "chosen");
  }

  /**
   * The paths of a job.
   *
   * @param rescale of its file; empty if that has no such section, then a jar is assumed
   */
  public static RescalePaths of(
      ClusterFacts cluster, JobFacts job, Optional<RescaleConfig> rescale, Sinks sinks) {
    if (isBy(rescale, LaunchMethod.KUBERNETES)) {
      return byOperator();
    }
    InPlaceMode inPlace = rescale.map(RescaleConfig::inPlace).orElse(InPlaceMode.AUTO);
    Optional<JarLaunchConfig> jar =
        rescale
            .map(RescaleConfig::launch)
            .flatMap(
                launch ->
                    launch.match(
                        Optional::of,
                        command -> Optional.empty(),
                        own -> Optional.empty(),
                        deployment -> Optional.empty()));
    Optional<LaunchMethod> other =
        rescale.map(given -> given.launch().method()).filter(method -> jar.isEmpty());
    Optional<String> noJar =
        other
            .map(method -> NO_JAR.formatted(method.word()))
            .or(() -> jar.flatMap(RescalePaths::noJar));
    List<PathVerdict> all =
        List.of(
            inPlace(cluster, job, inPlace, sinks),
            ofJar(RescalePath.ARGUMENTS, cluster, noJar)
                .<PathVerdict>map(closed -> closed)
                .orElseGet(() -> arguments(jar)),
            ofJar(RescalePath.OVERRIDES, cluster, noJar)
                .<PathVerdict>map(closed -> closed)
                .orElseGet(() -> overrides(cluster.flinkVersion())),
            client(cluster, jar, noJar),
            ofJar(RescalePath.UNIFORM, cluster, noJar)
                .<PathVerdict>map(closed -> closed)
                .orElseGet(() -> uniform(jar)),
            command(cluster, other),
            new Closed(
                RescalePath.KUBERNETES,
                "the job's file names no deployment; where Flink's Kubernetes operator runs the job,"
                    + " set launch: kubernetes and deployment"));
    return new RescalePaths(all, chosen(all, cluster, rescale));
  }

  private static boolean isBy(Optional<RescaleConfig> rescale, LaunchMethod method) {
    return rescale.filter(config -> config.launch().method() == method).isPresent();
  }

  /**
   * Whatever else touched the job, the operator would undo at the next change of its deployment.
   */
  private static RescalePaths byOperator() {
    Open open =
        new Open(
            RescalePath.KUBERNETES,
            "the job's file names a FlinkDeployment, whose operator restarts the job");
    List<PathVerdict> all = new ArrayList<>();
    for (RescalePath path : RescalePath.values()) {
      all.add(path == RescalePath.KUBERNETES ? open : new Closed(path, BY_OPERATOR));
    }
    return new RescalePaths(all, Optional.of(open));
  }

  private static Optional<Open> chosen(
      List<PathVerdict> all, ClusterFacts cluster, Optional<RescaleConfig> rescale) {
    Optional<Open> inPlace = open(all, RescalePath.IN_PLACE);
    if (rescale.isEmpty() || inPlace.isPresent()) {
      return inPlace;
    }
    if (rescale.get().inPlace() == InPlaceMode.ALWAYS) {
      return Optional.empty();
    }
    return rescale
        .get()
        .launch()
        .match(
            jar -> {
              JarLaunchChoice choice = JarLaunchChoice.of(jar, cluster.flinkVersion());
              RescalePath path = RescalePath.of(choice.launch().method());
              return open(all, path).map(open -> new Open(path, choice.reason()));
            },
            command -> open(all, RescalePath.COMMAND),
            own -> open(all, RescalePath.COMMAND),
            deployment -> open(all, RescalePath.KUBERNETES));
  }

  private static Optional<Open> open(List<PathVerdict> all, RescalePath path) {
    return all.stream()
        .filter(verdict -> verdict.path() == path)
        .findFirst()
        .flatMap(verdict -> verdict.match(Optional::of, closed -> Optional.empty()));
  }

  private static PathVerdict inPlace(
      ClusterFacts cluster, JobFacts job, InPlaceMode mode, Sinks sinks) {
    return againstInPlace(cluster.flinkVersion(), job, mode, sinks)
        .<PathVerdict>map(reason -> new Closed(RescalePath.IN_PLACE, reason))
        .orElseGet(
            () ->
                new Open(
                    RescalePath.IN_PLACE,
                    "the job's scheduler takes another parallelism of each operator while the job"
                        + " runs, and its checkpoints keep the state"));
  }

  private static Optional<String> againstInPlace(
      String flinkVersion, JobFacts job, InPlaceMode mode, Sinks sinks) {
    if (mode == InPlaceMode.NEVER) {
      return Optional.of("rescale.in-place is never");
    }
    if (job.scheduler() == Scheduler.RESCALES_BY_RESTART) {
      boolean isTooOld =
          FlinkVersion.parse(flinkVersion).filter(known -> !known.isAtLeast(1, 18)).isPresent();
      return Optional.of(
          isTooOld
              ? "Flink %s cannot rescale a running job; that takes 1.18 or later"
                  .formatted(flinkVersion)
              : "the job's scheduler cannot be asked for another parallelism; set"
                  + " jobmanager.scheduler: adaptive");
    }
    return job.lossInPlace().or(() -> InPlaceChooser.againstReplay(mode, sinks));
  }

  private static Optional<String> noJar(JarLaunchConfig launch) {
    return launch
        .jar()
        .match(
            onCluster -> Optional.empty(),
            file -> Optional.empty(),
            unnamed -> Optional.of("the job's file names no jar; set rescale.jar or jar-file"));
  }

  /**
   * Why no jar can be launched.
   *
   * @param noJar why there is none
   */
  private static Optional<Closed> ofJar(
      RescalePath path, ClusterFacts cluster, Optional<String> noJar) {
    if (cluster.againstRestart().isPresent()) {
      return cluster.againstRestart().map(reason -> new Closed(path, reason));
    }
    if (cluster.submission() == JarSubmission.DISABLED) {
      return Optional.of(
          new Closed(
              path,
              "the cluster takes no jars over REST; set web.submit.enable: true on it, or use"
                  + " launch: command"));
    }
    return noJar.map(reason -> new Closed(path, reason));
  }

  private static PathVerdict arguments(Optional<JarLaunchConfig> jar) {
    return jar.filter(launch -> !launch.arguments().operators().isEmpty()).isPresent()
        ? new Open(
            RescalePath.ARGUMENTS,
            "rescale.arguments sets the operators of its placeholders, on any Flink")
        : new Closed(
            RescalePath.ARGUMENTS,
            "rescale.arguments has no ${parallelism:<operator>}; give one for each operator whose"
                + " parallelism the program takes as an argument");
  }

  private static PathVerdict overrides(String flinkVersion) {
    RunOptions options = RunOptions.of(flinkVersion);
    String reason = options.onOverrides(flinkVersion);
    return options == RunOptions.WITH_OVERRIDES
        ? new Open(RescalePath.OVERRIDES, reason)
        : new Closed(
            RescalePath.OVERRIDES,
            reason + "; they are honoured by 1.19 and 1.20, elsewhere use launch: auto");
  }

  /**
   * Unlike a run of a jar, a job graph is taken by a cluster with {@code web.submit.enable: false}.
   */
  private static PathVerdict client(
      ClusterFacts cluster, Optional<JarLaunchConfig> jar, Optional<String> noJar) {
    Optional<String> never = cluster.againstRestart().or(() -> noJar);
    if (never.isPresent()) {
      return new Closed(RescalePath.CLIENT, never.get());
    }
    String version = cluster.flinkVersion();
    if (jar.filter(launch -> !launch.arguments().operators().isEmpty()).isPresent()) {
      return new Closed(
          RescalePath.CLIENT,
          "rescale.arguments has ${parallelism:<operator>}, which only launch: arguments fills");
    }
    return jar.filter(JarLaunchConfig::hasGraphs).isPresent()
        ? new Open(
            RescalePath.CLIENT,
            "the controller builds the job graph by the Flink of rescale.flink-libraries, which"
                + " must be %s".formatted(version))
        : new Closed(
            RescalePath.CLIENT,
            "it would work with the jars of Flink %s as rescale.flink-libraries and the job's jar as"
                    .formatted(version)
                + " rescale.jar-file");
  }

  private static PathVerdict uniform(Optional<JarLaunchConfig> jar) {
    return jar.filter(launch -> !launch.arguments().operators().isEmpty()).isPresent()
        ? new Closed(
            RescalePath.UNIFORM,
            "rescale.arguments has ${parallelism:<operator>}, which only launch: arguments fills")
        : new Open(
            RescalePath.UNIFORM,
            "any Flink starts a job with one parallelism for all operators that the program does"
                + " not set");
  }

  /**
   * A launcher of the user's goes the way of a command.
   *
   * @param other the method of a launch without a jar
   */
  private static PathVerdict command(ClusterFacts cluster, Optional<LaunchMethod> other) {
    if (cluster.againstRestart().isPresent()) {
      return new Closed(RescalePath.COMMAND, cluster.againstRestart().get());
    }
    return other
        .<PathVerdict>map(
            method ->
                new Open(
                    RescalePath.COMMAND,
                    method == LaunchMethod.EXTENSION
                        ? "the job's file names a launcher, which starts the job"
                        : "the job's file names a command, which starts the job"))
        .orElseGet(
            () ->
                new Closed(
                    RescalePath.COMMAND,
                    "the job's file names no command; set launch: command and command"));
  }
}

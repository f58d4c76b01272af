package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.files.IoReason;
import io.conttune.controller.rescale.launch.ClusterJars.Listed;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.identity.SeenJar;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the jar from which a job is to be launched, before the job is stopped: the one that runs.
 * Another one counts only if the user allows new code, and never for the way back.
 */
final class JarFinder {
  private static final String ALLOW = "rescale.allow-new-code: true";

  /** A time of upload is that of a file: it may be rounded, or be of a file server's clock. */
  private static final long FILE_TIME_ERROR_MS = 2_000;

  private final JarSource source;
  private final NewCode newCode;
  private final FlinkRest rest;
  private final JarPlace jars;

  JarFinder(JarSource source, NewCode newCode, FlinkRest rest, JarPlace jars) {
    this.source = source;
    this.newCode = newCode;
    this.rest = rest;
    this.jars = jars;
  }

  /**
   * A jar that a launch can name.
   *
   * @param id of it on the cluster
   * @param copy that the controller keeps of it
   */
  record PlannedJar(String id, Optional<JarCopy> copy) {}

  /**
   * The jars of a rescale.
   *
   * @param former the one that runs, with which the way back is launched
   * @param wanted the one of the new run
   * @param notes what a person should know of them
   */
  record PlannedJars(PlannedJar former, PlannedJar wanted, List<String> notes) {}

  /**
   * A jar that the configuration offers.
   *
   * @param description for a person
   * @param jar puts it on the cluster, if it is not there
   */
  private record Offer(String description, JarProvider jar) {}

  private interface JarProvider {
    PlannedJar take() throws FlinkUnavailableException;
  }

  /**
   * The jars; without them, what stands against them is among the obstacles.
   *
   * @param job as it runs
   * @param history tells how that run was launched
   */
  Optional<PlannedJars> find(JobSnapshot job, LaunchHistory history, List<String> obstacles)
      throws FlinkUnavailableException {
    Optional<Launch.Jar> launch = history.launchOf(job);
    return source.match(
        cluster -> onCluster(cluster.nameOrId(), job.jobId(), launch, obstacles),
        file -> ofFile(file.path(), launch, history.jarSeenWith(job), obstacles),
        unnamed -> {
          obstacles.add(
              "the job's file names no jar, so the job can only be rescaled in place; to let it be"
                  + " restarted, set rescale.jar or rescale.jar-file, and savepoint-directory");
          return Optional.empty();
        });
  }

  private Optional<PlannedJars> onCluster(
      String nameOrId, String jobId, Optional<Launch.Jar> launch, List<String> obstacles)
      throws FlinkUnavailableException {
    List<Listed> all = jars.all();
    Optional<Listed> newest = ClusterJars.newest(all, nameOrId);
    if (newest.isEmpty()) {
      String names = all.stream().map(Listed::name).collect(Collectors.joining(", "));
      obstacles.add(
          "no jar %s on this cluster, which has %s; upload it, or give its file as rescale.jar-file"
              .formatted(nameOrId, names.isEmpty() ? "none" : names));
      return Optional.empty();
    }
    Listed offered = newest.get();
    PlannedJar itself = new PlannedJar(offered.id(), Optional.empty());
    Optional<PlannedJar> running =
        launch.isPresent() ? again(launch.get()) : ofForeignRun(nameOrId, jobId, all);
    if (running.map(PlannedJar::id).filter(offered.id()::equals).isPresent()) {
      return Optional.of(new PlannedJars(running.get(), running.get(), List.of()));
    }
    return choose(
        running,
        new Offer(
            "jar %s, uploaded at %s,"
                .formatted(offered.id(), Instant.ofEpochMilli(offered.uploaded())),
            () -> itself),
        launch
            .map(JarFinder::isGone)
            .orElse(
                "no jar of this name was uploaded before the job was started; if it is the job's,"
                    + " give its id as rescale.jar"),
        obstacles);
  }

  private static boolean mayBeOf(long start, Listed jar) {
    return jar.uploaded() - FILE_TIME_ERROR_MS <= start;
  }

  private long startOf(String jobId) throws FlinkUnavailableException {
    return JsonFields.of(rest.fetch("/jobs/" + jobId)).number("start-time");
  }

  /**
   * The jar of a run that the journal does not know: the jar with the id that the user named, else
   * the newest upload of that name before the run started. If all uploads came later, the first one
   * counts if it came within moments of the start.
   */
  private Optional<PlannedJar> ofForeignRun(String nameOrId, String jobId, List<Listed> all)
      throws FlinkUnavailableException {
    long start = startOf(jobId);
    List<Listed> before =
        all.stream().filter(jar -> jar.uploaded() <= start || jar.id().equals(nameOrId)).toList();
    return ClusterJars.newest(before, nameOrId)
        .or(
            () ->
                all.stream()
                    .filter(jar -> jar.name().equals(nameOrId) && mayBeOf(start, jar))
                    .min(Comparator.comparingLong(Listed::uploaded)))
        .map(jar -> new PlannedJar(jar.id(), Optional.empty()));
  }

  private Optional<PlannedJars> ofFile(
      Path path, Optional<Launch.Jar> launch, Optional<SeenJar> seen, List<String> obstacles)
      throws FlinkUnavailableException {
    JarFile file = new JarFile(path);
    Optional<String> seenContent =
        seen.filter(jar -> jar.path().equals(file.location())).map(SeenJar::sha256);
    JarCopy copy;
    byte[] content;
    boolean runs;
    try {
      copy = file.copy();
      // Of a run that somebody else has started, the user says so by naming the file.
      runs =
          launch.isPresent()
              ? launch.get().copy().filter(copy::equals).isPresent()
              : seenContent.filter(known -> !known.equals(copy.sha256())).isEmpty();
      content = runs || newCode == NewCode.ALLOW ? file.content(copy) : new byte[0];
    } catch (IOException e) {
      obstacles.add(
          "rescale.jar-file %s cannot be taken: %s; give the job's jar, or upload it and give its name as rescale.jar"
              .formatted(path, IoReason.of(e)));
      return Optional.empty();
    }
    String description = "rescale.jar-file %s (SHA-256 %s)".formatted(path, copy.sha256());
    Offer offer =
        new Offer(description, () -> new PlannedJar(jars.supply(copy, content), Optional.of(copy)));
    if (runs) {
      PlannedJar jar = offer.jar().take();
      return Optional.of(
          new PlannedJars(jar, jar, launch.isPresent() ? List.of() : onYourWord(description)));
    }
    return launch.isPresent()
        ? choose(again(launch.get()), offer, isGone(launch.get()), obstacles)
        : choose(Optional.empty(), offer, wasReplaced(seenContent.orElseThrow()), obstacles);
  }

  private static String wasReplaced(String seenContent) {
    return "it had the SHA-256 %s when this run was first seen; put that file back, or start the job from the other one yourself"
        .formatted(seenContent);
  }

  private static List<String> onYourWord(String description) {
    return List.of(
        description
            + " is taken for the code that runs: Flink does not tell what the job was started from");
  }

  private static String isGone(Launch.Jar launch) {
    return "the jar that runs, %s, is gone from the cluster; start the job from the other one yourself"
        .formatted(launch.jarId());
  }

  /**
   * The jar for a launch that a person has corrected. Another jar than the one of the rescale
   * counts only if that is gone, or if it had none, and the user allows new code.
   *
   * @param planned the launch of the rescale
   */
  Optional<PlannedJar> forCorrected(Launch planned) throws FlinkUnavailableException {
    Optional<Launch.Jar> launch = planned.jar();
    Optional<PlannedJar> its = launch.map(known -> new PlannedJar(known.jarId(), known.copy()));
    if (newCode == NewCode.REFUSE) {
      return its;
    }
    Optional<PlannedJar> there = launch.isPresent() ? again(launch.get()) : Optional.empty();
    return there.isPresent() ? its : named();
  }

  /** The jar that the configuration names, whatever ran before; empty if it is not there. */
  private Optional<PlannedJar> named() throws FlinkUnavailableException {
    List<Listed> all = jars.all();
    return source.<Optional<PlannedJar>, FlinkUnavailableException>match(
        cluster ->
            ClusterJars.newest(all, cluster.nameOrId())
                .map(jar -> new PlannedJar(jar.id(), Optional.empty())),
        file -> {
          JarFile local = new JarFile(file.path());
          try {
            JarCopy copy = local.copy();
            return Optional.of(
                new PlannedJar(jars.supply(copy, local.content(copy)), Optional.of(copy)));
          } catch (IOException unreadable) {
            return Optional.empty();
          }
        },
        unnamed -> Optional.empty());
  }

  /** The jar of this launch, from the controller's copy if the cluster has lost it. */
  private Optional<PlannedJar> again(Launch.Jar launch) throws FlinkUnavailableException {
    return jars.again(launch).map(id -> new PlannedJar(id, launch.copy()));
  }

  /**
   * Chooses between the jar that runs and another one.
   *
   * @param running empty if it is not there any more, or not known
   * @param whyNot why it is not, and what to do
   */
  private Optional<PlannedJars> choose(
      Optional<PlannedJar> running, Offer offer, String whyNot, List<String> obstacles)
      throws FlinkUnavailableException {
    if (newCode == NewCode.ALLOW) {
      PlannedJar wanted = offer.jar().take();
      String former =
          running
              .map(jar -> "the way back takes the jar that runs, " + jar.id())
              .orElse("the way back takes it, too: " + whyNot);
      return Optional.of(
          new PlannedJars(
              running.orElse(wanted),
              wanted,
              List.of("%s may be new code; %s".formatted(offer.description(), former))));
    }
    if (running.isEmpty()) {
      obstacles.add(
          "%s may be other code than what runs: %s, or set %s"
              .formatted(offer.description(), whyNot, ALLOW));
      return Optional.empty();
    }
    PlannedJar kept = running.get();
    return Optional.of(
        new PlannedJars(
            kept,
            kept,
            List.of(
                "%s is not deployed: the job keeps the jar that runs, %s; %s would deploy it"
                    .formatted(offer.description(), kept.id(), ALLOW))));
  }
}

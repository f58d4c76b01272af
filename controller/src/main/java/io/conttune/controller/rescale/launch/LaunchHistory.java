package io.conttune.controller.rescale.launch;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenJar;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleEntry.KnownLaunch;
import io.conttune.core.rescale.Stage;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells how a run was launched, and which launches were not honoured, as far as the controller
 * knows.
 *
 * @param journal of the launches by this controller
 * @param seenRuns tells what the jar file held when somebody else's run was first seen
 */
public record LaunchHistory(Journal journal, SeenRuns seenRuns) {
  private static final int RESCALES_LOOKED_AT = 20;

  /** How this run was launched; the first rescale that knows it is right. */
  Optional<Launch.Jar> launchOf(JobSnapshot job) {
    List<RescaleEntry> oldestFirst =
        new ArrayList<>(journal.rescales(job.jobName(), RESCALES_LOOKED_AT));
    Collections.reverse(oldestFirst);
    return oldestFirst.stream()
        .flatMap(rescale -> rescale.launchOf(job.jobId()).stream())
        .findFirst()
        .flatMap(Launch::jar);
  }

  /** How the controller itself has launched this run; empty if somebody else has started it. */
  Optional<KnownLaunch> launchBy(JobSnapshot job) {
    return journal.rescales(job.jobName(), RESCALES_LOOKED_AT).stream()
        .flatMap(rescale -> rescale.launchBy(job.jobId()).stream())
        .findFirst();
  }

  /**
   * The newest rescales of this job that brought up another parallelism than the wanted one, since
   * the last that was verified, if the same launch would be made again.
   *
   * @param launchNow the launch that would be made now for a wanted parallelism
   */
  Stream<RescaleEntry> notHonoured(
      JobSnapshot job, Function<Map<OperatorId, Integer>, Launch> launchNow) {
    return journal.rescales(job.jobName(), RESCALES_LOOKED_AT).stream()
        .takeWhile(rescale -> rescale.stage() != Stage.VERIFIED || rescale.isInPlace())
        .filter(rescale -> rescale.cameUpAt().isPresent())
        .filter(
            rescale -> rescale.plan().wanted().keySet().equals(job.graph().parallelism().keySet()))
        .filter(rescale -> isLaunchedBy(launchNow.apply(rescale.plan().wanted()), rescale));
  }

  private static boolean isLaunchedBy(Launch launch, RescaleEntry rescale) {
    return rescale
        .plan()
        .rescaling()
        .restart()
        .filter(restart -> restart.wantedLaunch().equals(launch))
        .isPresent();
  }

  /** Why a launch like that of this rescale is not tried again, and what would change it. */
  static String refusal(RescaleEntry notHonoured, JobGraph graph, String remedy) {
    Map<OperatorId, Integer> cameUp = notHonoured.cameUpAt().orElseThrow();
    String differences =
        notHonoured.plan().wanted().entrySet().stream()
            .filter(wanted -> !wanted.getValue().equals(cameUp.get(wanted.getKey())))
            .map(
                wanted ->
                    "%s ran at %s instead of %d"
                        .formatted(
                            graph.vertex(wanted.getKey()).name(),
                            cameUp.get(wanted.getKey()),
                            wanted.getValue()))
            .sorted()
            .collect(Collectors.joining(", "));
    return "such a launch was not honoured at %s (rescale %s): %s; it is not tried again until %s"
        .formatted(
            notHonoured.stageSince().truncatedTo(ChronoUnit.SECONDS),
            notHonoured.id(),
            differences,
            remedy);
  }

  /** The jar file as it was when this run was first seen with it. */
  Optional<SeenJar> jarSeenWith(JobSnapshot job) {
    return seenRuns
        .seenRun(job.jobName())
        .filter(run -> run.jobId().equals(job.jobId()))
        .flatMap(SeenRun::jar);
  }
}

package io.conttune.controller.rescale.launch;

import io.conttune.core.identity.SeenJar;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells from which jar a run was launched, as far as the controller knows.
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
        .flatMap(launch -> launch.match(Optional::of, command -> Optional.empty()));
  }

  /** The jar file as it was when this run was first seen with it. */
  Optional<SeenJar> jarSeenWith(JobSnapshot job) {
    return seenRuns
        .seenRun(job.jobName())
        .filter(run -> run.jobId().equals(job.jobId()))
        .flatMap(SeenRun::jar);
  }
}

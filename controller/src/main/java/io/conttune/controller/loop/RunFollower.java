package io.conttune.controller.loop;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.TopologyChange;
import io.conttune.core.identity.TopologyChange.Comparability;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Tuner;
import io.conttune.core.tuning.TunerState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows a job over its runs and tells the changes of this controller, which are in the journal,
 * from those of somebody else. After a change by somebody else it resets what the tuner remembers
 * and what no longer holds. Observations need no reset: their fingerprints tell which still count.
 */
final class RunFollower {
  private final String jobName;
  private final Tuner tuner;
  private final JobStores stores;
  private final InstantSource clock;

  RunFollower(String jobName, Tuner tuner, JobStores stores, InstantSource clock) {
    this.jobName = jobName;
    this.tuner = tuner;
    this.stores = stores;
    this.clock = clock;
  }

  /**
   * Takes note of the job as it runs, while no rescale of it is under way; says what was changed by
   * somebody else, or without anybody having been asked.
   */
  Optional<JobChange> follow(JobSnapshot job) {
    if (job.state() != JobState.RUNNING) {
      return Optional.empty();
    }
    Optional<RescaleEntry> newest = stores.journal().rescales(jobName, 1).stream().findFirst();
    Optional<SeenRun> before = stores.seenRuns().seenRun(jobName);
    if (before.isEmpty()) {
      keep(job, newest, Optional.empty());
      return Optional.empty();
    }
    return follow(new Step(before.get(), job, newest));
  }

  private Optional<JobChange> follow(Step step) {
    TopologyChange topology = TopologyChange.between(step.before().graph(), step.graph());
    boolean another = topology.comparability() == Comparability.DIFFERENT;
    // The tuner first: were the run kept before it, a crash between the two would hide the change.
    if (another || step.isElsewhere()) {
      stores
          .tunerStates()
          .tunerState(jobName)
          .map(known -> another ? tuner.initialState() : known.afterChangeElsewhere())
          .ifPresent(this::saveTunerState);
    }
    List<String> sentences = new ArrayList<>(step.sentences());
    if (another || step.isElsewhere()) {
      sentences.addAll(topology.sentences());
    }
    if (!step.keepsNothingNew()) {
      keep(step.job(), step.newest(), step.setElsewhereAt(clock.instant()));
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(new JobChange(step.before().jobId(), sentences));
  }

  private void saveTunerState(TunerState state) {
    stores.tunerStates().saveTunerState(jobName, state);
  }

  private void keep(JobSnapshot job, Optional<RescaleEntry> newest, Optional<Instant> elsewhere) {
    SeenRun run = new SeenRun(job.jobId(), job.graph(), newest.map(RescaleEntry::id), elsewhere);
    stores.seenRuns().saveSeenRun(jobName, run);
  }

  /**
   * From one look at a job to the next.
   *
   * @param before the job as the last look saw it
   * @param job as it runs now
   * @param newest the controller's newest rescale of it, which is over
   */
  private record Step(SeenRun before, JobSnapshot job, Optional<RescaleEntry> newest) {
    JobGraph graph() {
      return job.graph();
    }

    /** The rescale that has replaced or touched the job since, and has to do with this run. */
    private Optional<RescaleEntry> rescale() {
      return newest
          .filter(entry -> !before.rescaleId().equals(Optional.of(entry.id())))
          .filter(entry -> entry.concerns(job.jobId()));
    }

    private boolean isSameRun() {
      return before.jobId().equals(job.jobId());
    }

    /** The parallelism of each vertex if only this controller has touched the job. */
    private Map<OperatorId, Integer> expected() {
      return rescale().map(Step::leftBy).orElseGet(() -> before.graph().parallelism());
    }

    private static Map<OperatorId, Integer> leftBy(RescaleEntry entry) {
      return entry.stage() == Stage.VERIFIED ? entry.plan().wanted() : entry.plan().former();
    }

    /** By name, what vertices have that were there before, where it is not what was expected. */
    private Map<String, String> unexpected() {
      Map<String, String> result = new TreeMap<>();
      expected()
          .forEach(
              (id, parallelism) -> {
                if (graph().contains(id) && graph().vertex(id).parallelism() != parallelism) {
                  int now = graph().vertex(id).parallelism();
                  result.put(graph().vertex(id).name(), now + " instead of " + parallelism);
                }
              });
      return result;
    }

    private boolean isStartedElsewhere() {
      return !isSameRun() && rescale().isEmpty();
    }

    boolean isElsewhere() {
      return isStartedElsewhere() || !unexpected().isEmpty();
    }

    Optional<Instant> setElsewhereAt(Instant now) {
      if (!unexpected().isEmpty()) {
        return Optional.of(now);
      }
      return rescale().isPresent() ? Optional.empty() : before.setElsewhereAt();
    }

    boolean keepsNothingNew() {
      return isSameRun()
          && before.graph().equals(graph())
          && before.rescaleId().equals(newest.map(RescaleEntry::id));
    }

    List<String> sentences() {
      List<String> result = new ArrayList<>();
      if (isStartedElsewhere()) {
        result.add(
            "started by somebody else: run %s instead of run %s"
                .formatted(job.jobId(), before.jobId()));
      }
      if (!unexpected().isEmpty()) {
        result.add("parallelism set by somebody else, which is respected: " + unexpected());
      }
      return result;
    }
  }
}

package io.conttune.controller.loop;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Recognition;
import io.conttune.core.identity.SeenJar;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.TopologyChange;
import io.conttune.core.identity.TopologyChange.Comparability;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.ParallelismRange;
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
 * Those of a vertex that is the same under another id are moved there. If an adaptive scheduler
 * changes the parallelism by itself, because slots went or came, nobody has asked for it. Not
 * thread-safe.
 */
final class RunFollower {
  private final String jobName;
  private final Tuner tuner;
  private final JobStores stores;
  private final JobRuns runs;
  private final Optional<JarOnDisk> jar;
  private final InstantSource clock;

  /** The run whose observations are under its keys; empty before the first look. */
  private Optional<String> keyedRun = Optional.empty();

  /** The run that its scheduler has changed by itself last, and what that run asked for then. */
  private Optional<RequestedParallelism> requested = Optional.empty();

  RunFollower(
      String jobName, Tuner tuner, JobStores stores, JobCluster cluster, InstantSource clock) {
    this.jobName = jobName;
    this.tuner = tuner;
    this.stores = stores;
    this.runs = cluster.runs();
    this.jar = cluster.jar();
    this.clock = clock;
  }

  /** The parallelism that a run asks its scheduler for. */
  private record RequestedParallelism(String jobId, Map<OperatorId, ParallelismRange> ranges) {}

  /**
   * Takes note of the running job while no rescale of it is under way. Returns what somebody else,
   * or the scheduler of the job, has changed since the last look.
   *
   * @throws FlinkUnavailableException if the cluster does not tell what the job asks for
   */
  Optional<JobChange> follow(JobSnapshot job) throws FlinkUnavailableException {
    if (job.state() != JobState.RUNNING) {
      return Optional.empty();
    }
    Optional<RescaleEntry> newest = stores.journal().rescales(jobName, 1).stream().findFirst();
    Optional<SeenRun> before = stores.seenRuns().seenRun(jobName);
    Optional<SeenJar> itsJar = jar.flatMap(file -> jarOf(job, file, before, newest));
    if (before.isEmpty()) {
      keep(job, newest, Optional.empty(), itsJar);
      return Optional.empty();
    }
    Recognition known = Recognition.between(before.get().graph(), job.graph());
    keepUnderNewKeys(before.get(), job, known);
    Step step = new Step(before.get().recognizing(known), job, newest, itsJar, known);
    if (step.changesNothing()) {
      return Optional.empty();
    }
    return isByItsScheduler(step) ? Optional.of(changedByItsScheduler(step)) : follow(step);
  }

  /**
   * Gives what was learnt to the vertices that are the same under other keys: after a start of the
   * job, and at the first look, because an earlier version of this controller made other keys. The
   * run is noted afterwards, so that a crash in between has this done again.
   */
  private void keepUnderNewKeys(SeenRun before, JobSnapshot job, Recognition known) {
    if (keyedRun.equals(Optional.of(job.jobId()))) {
      return;
    }
    List<FingerprintChange> changes = FingerprintChange.between(before.graph(), job.graph(), known);
    if (!changes.isEmpty()) {
      stores.observations().move(jobName, changes);
    }
    if (!known.renamed().isEmpty()) {
      stores
          .tunerStates()
          .tunerState(jobName)
          .map(state -> state.recognizing(known))
          .ifPresent(this::saveTunerState);
    }
    keyedRun = Optional.of(job.jobId());
  }

  /** Takes note of how the job has ended, which the cluster will forget. */
  void ended(JobSighting.Ended end) {
    stores
        .seenRuns()
        .seenRun(jobName)
        .filter(run -> !run.end().equals(Optional.of(end)))
        .ifPresent(run -> stores.seenRuns().saveSeenRun(jobName, run.ended(end)));
  }

  /**
   * The jar of this run: what the journal says, else what was in its place when the run was first
   * seen. A large file is so read once a run.
   */
  private static Optional<SeenJar> jarOf(
      JobSnapshot job, JarOnDisk file, Optional<SeenRun> before, Optional<RescaleEntry> newest) {
    Optional<String> known =
        before
            .filter(run -> run.jobId().equals(job.jobId()))
            .flatMap(SeenRun::jar)
            .filter(seen -> seen.path().equals(file.location()))
            .map(SeenJar::sha256);
    return known
        .or(() -> newest.flatMap(rescale -> launchedFrom(rescale, job.jobId())))
        .or(file::sha256)
        .map(sha256 -> new SeenJar(file.location(), sha256));
  }

  private static Optional<String> launchedFrom(RescaleEntry rescale, String jobId) {
    return rescale
        .launchOf(jobId)
        .flatMap(Launch::jar)
        .flatMap(Launch.Jar::copy)
        .map(Launch.JarCopy::sha256);
  }

  /**
   * Whether the scheduler has changed the run although nobody asked for that: it asks for what it
   * asked for at the last such change, or it has got less than it asks for.
   */
  private boolean isByItsScheduler(Step step) throws FlinkUnavailableException {
    if (!step.isSameRun() || step.unexpected().isEmpty()) {
      return false;
    }
    Optional<RequestedParallelism> now =
        runs.requirements(step.job().jobId())
            .map(asked -> new RequestedParallelism(step.job().jobId(), asked));
    boolean isOwn = now.isPresent() && (now.equals(requested) || step.gotLess(now.get().ranges()));
    requested = isOwn ? now : Optional.empty();
    return isOwn;
  }

  private JobChange changedByItsScheduler(Step step) {
    keep(step.job(), step.newest(), step.before().setElsewhereAt(), step.jar());
    return new JobChange(
        step.job().jobId(),
        List.of(
            "the scheduler has changed the parallelism by itself, as slots went or came: "
                + step.unexpected()
                + told(step)));
  }

  /**
   * What the scheduler says of its last change of this run, behind a sentence. It only explains.
   */
  private String told(Step step) {
    if (!step.isSameRun() || step.unexpected().isEmpty()) {
      return "";
    }
    try {
      return runs.schedulerRescale(step.job().jobId(), Instant.EPOCH)
          .map(change -> "; " + change.describe())
          .orElse("");
    } catch (FlinkUnavailableException untold) {
      return "";
    }
  }

  private Optional<JobChange> follow(Step step) {
    TopologyChange topology = TopologyChange.between(step.before().graph(), step.graph());
    boolean another = topology.comparability() == Comparability.DIFFERENT;
    // The tuner's state is reset before the new run is noted: after a crash in between, the change
    // is seen again.
    if (another || step.isElsewhere()) {
      stores
          .tunerStates()
          .tunerState(jobName)
          .map(known -> another ? tuner.initialState() : known.afterChangeElsewhere())
          .ifPresent(this::saveTunerState);
    }
    List<String> sentences = new ArrayList<>(step.sentences(told(step)));
    if (another || step.isElsewhere()) {
      sentences.addAll(topology.sentences());
    }
    if (!step.keepsNothingNew()) {
      keep(step.job(), step.newest(), step.setElsewhereAt(clock.instant()), step.jar());
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(new JobChange(step.before().jobId(), sentences));
  }

  private void saveTunerState(TunerState state) {
    stores.tunerStates().saveTunerState(jobName, state);
  }

  private void keep(
      JobSnapshot job,
      Optional<RescaleEntry> newest,
      Optional<Instant> elsewhere,
      Optional<SeenJar> itsJar) {
    SeenRun run =
        new SeenRun(
            job.jobId(),
            job.graph(),
            newest.map(RescaleEntry::id),
            elsewhere,
            itsJar,
            Optional.empty());
    stores.seenRuns().saveSeenRun(jobName, run);
  }

  /**
   * From one look at a job to the next.
   *
   * @param before the job as the last look saw it
   * @param job as it runs now
   * @param newest the controller's newest rescale of it, which is over
   * @param jar the file from which it was launched, as far as is known
   * @param known the vertices whose ids have changed; {@code before} has their new ids
   */
  private record Step(
      SeenRun before,
      JobSnapshot job,
      Optional<RescaleEntry> newest,
      Optional<SeenJar> jar,
      Recognition known) {
    JobGraph graph() {
      return job.graph();
    }

    /** The rescale that has replaced or touched the job since, and has to do with this run. */
    private Optional<RescaleEntry> rescale() {
      return newest
          .filter(entry -> !before.rescaleId().equals(Optional.of(entry.id())))
          .filter(entry -> entry.concerns(job.jobId()));
    }

    boolean isSameRun() {
      return before.jobId().equals(job.jobId());
    }

    /** The parallelism of each vertex if only this controller has touched the job. */
    private Map<OperatorId, Integer> expected() {
      return rescale().map(this::leftBy).orElseGet(() -> before.graph().parallelism());
    }

    private Map<OperatorId, Integer> leftBy(RescaleEntry entry) {
      return known.now(
          entry.stage() == Stage.VERIFIED ? entry.plan().wanted() : entry.plan().former());
    }

    /**
     * By name, the vertices whose parallelism is not the expected one. Vertices that are new are
     * left out.
     */
    Map<String, String> unexpected() {
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

    /**
     * True if each parallelism that has changed went down, to less than the run asks its scheduler
     * for.
     */
    boolean gotLess(Map<OperatorId, ParallelismRange> asked) {
      return expected().entrySet().stream()
          .filter(former -> graph().contains(former.getKey()))
          .filter(former -> now(former.getKey()) != former.getValue())
          .allMatch(
              former ->
                  now(former.getKey()) < former.getValue()
                      && asked.containsKey(former.getKey())
                      && now(former.getKey()) < asked.get(former.getKey()).upperBound());
    }

    private int now(OperatorId id) {
      return graph().vertex(id).parallelism();
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
          && before.rescaleId().equals(newest.map(RescaleEntry::id))
          && before.jar().equals(jar)
          && before.end().isEmpty();
    }

    /** Returns whether the job is as it was at the last look, in everything that is compared. */
    boolean changesNothing() {
      return keepsNothingNew() && known.renamed().isEmpty();
    }

    List<String> sentences(String told) {
      List<String> result = new ArrayList<>();
      if (isStartedElsewhere()) {
        result.add(
            "started by somebody else: run %s instead of run %s"
                .formatted(job.jobId(), before.jobId()));
      }
      if (!unexpected().isEmpty()) {
        result.add("parallelism set by somebody else, which is respected: " + unexpected() + told);
      }
      known.sentence().ifPresent(result::add);
      return result;
    }
  }
}

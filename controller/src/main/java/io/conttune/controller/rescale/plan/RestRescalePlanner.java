package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkVersion;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.Sinks;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.EarlierTimes;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans rescales: in place where that is safe and wanted, otherwise by a restart. Whatever can be
 * known to fail is looked for here, while the job still runs: a jar that is gone, arguments that
 * make another job, slots that are not there.
 */
public final class RestRescalePlanner implements RescalePlanner {
  private static final CaptureChoice RESCUE =
      new CaptureChoice(
          Capture.CHECKPOINT, Optional.empty(), "only if the job is lost while it is rescaled");

  private final FlinkRest rest;
  private final JobRuns runs;
  private final Journal journal;
  private final RescaleConfig config;
  private final Sinks sinks;
  private final ClusterSlots slots;
  private final LaunchPlanner launches;
  private final CaptureChooser capture;
  private final InPlaceChooser inPlace;

  /**
   * A planner of one job's rescales.
   *
   * @param runs of the same cluster
   * @param journal tells whether a rescale of the run in place was refused
   * @param launches prepares the launches that {@code config} wants
   * @param slots of the same cluster
   */
  public RestRescalePlanner(
      FlinkRest rest,
      JobRuns runs,
      Journal journal,
      LaunchPlanner launches,
      RescaleConfig config,
      Sinks sinks,
      ClusterSlots slots) {
    this.rest = rest;
    this.runs = runs;
    this.journal = journal;
    this.launches = launches;
    this.config = config;
    this.sinks = sinks;
    this.slots = slots;
    this.capture = new CaptureChooser(config.capture(), sinks);
    this.inPlace = new InPlaceChooser(config.inPlace(), sinks, config.capture().checkpointAge());
  }

  /**
   * A restart as it would be carried out.
   *
   * @param restart if nothing stands in its way
   * @param rescue by which a job that is lost in place would be brought back
   * @param obstacles the reasons for which it cannot be done
   * @param notes what a person should know of it
   */
  private record PlannedRestart(
      Optional<Rescaling.Restart> restart,
      Optional<Rescaling.Restart> rescue,
      List<String> obstacles,
      List<String> notes) {}

  /** The facts by which a job that is to have a parallelism is rescaled. */
  private record RescaleFacts(
      JobSnapshot job,
      Map<OperatorId, Integer> wanted,
      SlotCount slots,
      CheckpointFacts checkpoints) {}

  @Override
  public Planning plan(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException {
    FlinkReply.Answered cluster = rest.fetch("/config");
    List<String> unfit = ParallelismChecks.obstacles(job.graph(), rescale.parallelism());
    CheckpointFacts checkpoints = CheckpointFacts.read(rest, job.jobId());
    SlotCount count = slots.count(job, rescale.parallelism());
    RescaleFacts facts = new RescaleFacts(job, rescale.parallelism(), count, checkpoints);
    PlannedRestart restarting =
        restarting(cluster, metrics, facts, rescale.evidence().provisioning());
    List<String> obstacles = new ArrayList<>(unfit);
    Optional<Rescaling> way = Optional.empty();
    Optional<String> refusal = refusalInPlace(job);
    Duration answerAge = answerAge(cluster);
    if (unfit.isEmpty() && config.inPlace() != InPlaceMode.NEVER && refusal.isEmpty()) {
      way = inPlace(cluster.body(), facts, restarting, obstacles);
    }
    if (way.isEmpty() && config.inPlace() != InPlaceMode.ALWAYS) {
      obstacles.addAll(0, restarting.obstacles());
      way = restarting.restart().filter(restart -> unfit.isEmpty()).map(restart -> restart);
    }
    return way.<Planning>map(
            rescaling ->
                new Planning.Planned(
                    plan(config.timing(), job, rescale, rescaling, stateAfterwards, answerAge)
                        .claiming(count.claim())
                        .withState(checkpoints.stateBytes()),
                    rescaling.isInPlace() ? List.of() : notes(restarting, refusal)))
        .orElseGet(() -> new Planning.Obstructed(obstacles.stream().distinct().toList()));
  }

  @Override
  public Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph)
      throws FlinkUnavailableException {
    Optional<Rescaling.Restart> planned = rescale.plan().rescaling().restart();
    return planned.isEmpty()
        ? Optional.empty()
        : launches
            .configured(rescale.plan(), planned.get(), graph)
            .filter(now -> !now.wanted().equals(planned.get().wantedLaunch()))
            .map(now -> rescale.launchedBy(now.former(), now.wanted()));
  }

  private static List<String> notes(PlannedRestart restarting, Optional<String> refusal) {
    List<String> notes = new ArrayList<>(restarting.notes());
    refusal.ifPresent(why -> notes.add("restarted, because in place " + why));
    return notes;
  }

  /** Why the last rescale of this run did nothing in place; only with auto another way is open. */
  private Optional<String> refusalInPlace(JobSnapshot job) {
    return journal.rescales(job.jobName(), 1).stream()
        .filter(last -> config.inPlace() == InPlaceMode.AUTO)
        .filter(last -> last.plan().jobId().equals(job.jobId()))
        .filter(last -> last.plan().rescaling().isInPlace() && last.didNothing())
        .map(RescaleEntry::note)
        .findFirst();
  }

  static RescalePlan plan(
      RescaleTiming timing,
      JobSnapshot job,
      Decision.Rescale rescale,
      Rescaling way,
      TunerState stateAfterwards,
      Duration answerAge) {
    return new RescalePlan(
        job.jobName(),
        job.jobId(),
        rescale.step(),
        job.graph().parallelism(),
        rescale.parallelism(),
        way,
        stateAfterwards,
        new RescalePlan.Patience(
            timing.startTimeout(), timing.settle(), timing.retry(), answerAge));
  }

  private Optional<Rescaling> inPlace(
      JsonNode cluster, RescaleFacts facts, PlannedRestart restarting, List<String> obstacles)
      throws FlinkUnavailableException {
    return inPlace
        .choose(
            InPlaceFacts.read(runs, facts.job(), facts.slots(), facts.checkpoints()),
            facts.wanted())
        .match(
            chosen ->
                Optional.of(
                    new Rescaling.InPlace(
                        chosen.reason(),
                        chosen.former(),
                        chosen.wanted(),
                        schedulerDelay(cluster, facts.job()),
                        restarting.rescue())),
            otherwise -> {
              obstacles.addAll(otherwise.reasons());
              return Optional.empty();
            });
  }

  private Duration schedulerDelay(JsonNode cluster, JobSnapshot job)
      throws FlinkUnavailableException {
    Optional<FlinkVersion> version = FlinkVersion.parse(cluster.path("flink-version").asText());
    return SchedulerDelay.read(rest, version, job.jobId());
  }

  private PlannedRestart restarting(
      FlinkReply.Answered cluster,
      JobMetrics metrics,
      RescaleFacts facts,
      Provisioning provisioning)
      throws FlinkUnavailableException {
    JobSnapshot job = facts.job();
    CheckpointFacts checkpoints = facts.checkpoints();
    List<String> obstacles = new ArrayList<>();
    facts.slots().obstacle().ifPresent(obstacles::add);
    PlannedFormat format =
        PlannedFormat.of(
            config.savepoints().format(), cluster.text("flink-version"), checkpoints.backend());
    Optional<LaunchPlanner.Launches> prepared =
        launches.launches(cluster.body(), job, facts.wanted(), obstacles);
    Optional<CaptureChoice> choice =
        capture
            .choose(
                DrainEstimate.of(job, metrics, SaturatedSubtasks.read(rest, job, metrics)),
                writing(job, format, checkpoints),
                checkpoints,
                provisioning)
            .match(
                chosen -> Optional.of(chosen.choice()),
                held -> {
                  obstacles.addAll(held.reasons());
                  return Optional.empty();
                });
    Optional<String> root = checkpoints.root(job.jobId());
    Optional<Rescaling.Restart> restart =
        choice
            .map(format::in)
            .filter(chosen -> obstacles.isEmpty())
            .flatMap(chosen -> prepared.map(both -> restart(chosen, root, checkpoints, both)));
    return new PlannedRestart(
        restart,
        prepared.map(both -> restart(RESCUE, root, checkpoints, both)),
        obstacles,
        prepared.map(LaunchPlanner.Launches::notes).orElse(List.of()));
  }

  /** Until a savepoint of this format was timed, its data in flight is all that is known. */
  private Duration writing(JobSnapshot job, PlannedFormat format, CheckpointFacts checkpoints) {
    return EarlierTimes.savepoints(
            format.format(), journal.rescales(job.jobName(), EarlierTimes.LOOKED_BACK))
        .map(times -> times.at(checkpoints.stateBytes()))
        .orElse(Duration.ZERO);
  }

  private Rescaling.Restart restart(
      CaptureChoice choice,
      Optional<String> checkpointRoot,
      CheckpointFacts checkpoints,
      LaunchPlanner.Launches prepared) {
    Checkpoints afterCancel = checkpoints.retained() ? Checkpoints.RETAINED : Checkpoints.DELETED;
    return new Rescaling.Restart(
        choice,
        config.savepointDirectory().orElseThrow(),
        checkpointRoot,
        checkpoints.enabled() ? afterCancel : Checkpoints.NONE,
        sinks.bearReplay() ? Replay.HIDDEN : Replay.SHOWS,
        prepared.former(),
        prepared.wanted());
  }

  /** The greatest age of an answer from one of the cluster's caches. */
  static Duration answerAge(FlinkReply.Answered cluster) throws FlinkUnavailableException {
    return Duration.ofMillis(Math.max(0, JsonFields.of(cluster).number("refresh-interval")));
  }
}

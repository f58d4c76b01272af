package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Progress.Direction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One rescale as it stands in the journal. The ids under which it acts on the cluster are derived
 * from its own, so that a controller that finds the entry after a crash repeats the same call
 * instead of making a second one.
 *
 * @param id 32 hexadecimal digits, chosen when it is planned; also the trigger id of its savepoint
 * @param plan what it is to do
 * @param startedAt when it was planned
 * @param progress how far it is
 * @param state the savepoint or checkpoint that the next launch starts from
 * @param completed the newest state that the job of its present attempt was seen to complete:
 *     should the cluster forget the job, it may be known nowhere else
 * @param runningSince when the launched job entered RUNNING, by Flink's clock; known from {@link
 *     Stage#RUNNING} on, and in place from {@link Stage#REQUESTING} on
 * @param givenJobIds by attempt, the ids of jobs that are not derived from its own: that of the
 *     running job where it is rescaled in place, or one that the cluster gave a launch instead of
 *     the one asked for
 * @param timeline when the job went down and came up
 */
public record RescaleEntry(
    String id,
    RescalePlan plan,
    Instant startedAt,
    Progress progress,
    Optional<CapturedState> state,
    Optional<CapturedState> completed,
    Optional<Instant> runningSince,
    Map<Integer, String> givenJobIds,
    RescaleTimes timeline) {
  private static final int RECENT = 4;

  public RescaleEntry {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a rescale id has 32 hexadecimal digits, but is " + id);
    }
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(completed, "completed");
    Objects.requireNonNull(runningSince, "runningSince");
    givenJobIds = Map.copyOf(givenJobIds);
    Objects.requireNonNull(timeline, "timeline");
  }

  /** A rescale that has not begun. */
  public static RescaleEntry planned(String id, RescalePlan plan, Instant now) {
    return new RescaleEntry(
        id,
        plan,
        now,
        Progress.begin(now),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        plan.rescaling() instanceof Rescaling.InPlace ? Map.of(0, plan.jobId()) : Map.of(),
        RescaleTimes.EMPTY);
  }

  /** Whether its present attempt changes the run that there is, and launches none. */
  public boolean isInPlace() {
    return plan.rescaling() instanceof Rescaling.InPlace && launchedJobId().equals(plan.jobId());
  }

  /** Where it stands. */
  public Stage stage() {
    return progress.stage();
  }

  /** Which parallelism it is bringing up. */
  public Direction direction() {
    return progress.direction();
  }

  /** Counts the launches, from 0. */
  public int attempt() {
    return progress.attempt();
  }

  /** When it entered its stage. */
  public Instant stageSince() {
    return progress.stageSince();
  }

  /** When the next try may be made. */
  public Instant notBefore() {
    return progress.notBefore();
  }

  /** What happened last, for a person. */
  public String note() {
    return progress.note();
  }

  /** The id under which its savepoint is asked for. */
  public String triggerId() {
    return id;
  }

  /** The id under which a savepoint of the job that it launched is asked for, in this stage. */
  public String endingTriggerId() {
    return digest(id + "/" + attempt() + "/" + stageSince());
  }

  /** The id under which a savepoint is asked for of a job that came up after it was given up. */
  public String lateTriggerId(String jobId) {
    return digest(id + "/late/" + jobId);
  }

  /** The id of the job that its present attempt launches. */
  public String launchedJobId() {
    return launchedJobId(attempt());
  }

  /** The id of the job that this attempt of it launches, or launched. */
  public String launchedJobId(int ofAttempt) {
    return givenJobIds.getOrDefault(ofAttempt, chosenJobId(ofAttempt));
  }

  /** The jobs of its last attempts before the present one, the newest first. */
  public List<String> recentlyLaunched() {
    return IntStream.rangeClosed(1, Math.min(RECENT, attempt()))
        .mapToObj(back -> launchedJobId(attempt() - back))
        .toList();
  }

  /** Whether this job is the one that it replaces, or one that it has launched. */
  public boolean concerns(String jobId) {
    return jobId.equals(plan.jobId())
        || IntStream.rangeClosed(0, attempt()).anyMatch(n -> launchedJobId(n).equals(jobId));
  }

  /**
   * Whether this job is a launch of it that was followed by another one, and must not live. A run
   * that was rescaled in place is taken back if it shows up before another one is there.
   */
  public boolean hasGivenUp(String jobId) {
    boolean mayBeTakenBack = jobId.equals(plan.jobId()) && !stage().isFinal();
    if (jobId.equals(launchedJobId()) || mayBeTakenBack) {
      return false;
    }
    return IntStream.range(0, attempt()).anyMatch(n -> launchedJobId(n).equals(jobId));
  }

  private String chosenJobId(int ofAttempt) {
    return digest(id + "/" + ofAttempt);
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text), 0, 16);
  }

  /** The parallelism that its present direction must come up with. */
  public Map<OperatorId, Integer> parallelism() {
    return direction() == Direction.FORWARD ? plan.wanted() : plan.former();
  }

  /** The same rescale in another stage. */
  public RescaleEntry to(Stage next, Instant now, String what) {
    return with(progress.to(next, now, what));
  }

  /** The same rescale in the same stage, which is not to be carried on before this time. */
  public RescaleEntry notBefore(Instant earliest) {
    return with(progress.notBefore(earliest));
  }

  /** The same rescale, whose launch is, or was, begun by this claimant. */
  public RescaleEntry claimed(LaunchClaim claim) {
    return with(progress.claimed(claim));
  }

  /** The next attempt, which brings the former parallelism back, not before this time. */
  public RescaleEntry nextAttemptBack(Instant now, Instant earliest, String why) {
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress.back(now, earliest, why),
        state,
        Optional.empty(),
        Optional.empty(),
        givenJobIds,
        timeline);
  }

  /** The next attempt, which stops the job that it replaces once more and then starts it again. */
  public RescaleEntry nextAttemptBackToStop(Instant now, String why) {
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress.backToStop(now, why),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        givenJobIds,
        timeline);
  }

  /** The next attempt, which has the running job ask for its former parallelism again. */
  public RescaleEntry nextAttemptBackInPlace(Instant now, Instant earliest, String why) {
    Map<Integer, String> ids = new TreeMap<>(givenJobIds);
    ids.put(attempt() + 1, plan.jobId());
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress.backInPlace(now, earliest, why),
        state,
        Optional.empty(),
        runningSince,
        ids,
        timeline);
  }

  /** The same rescale, to be launched from this state; of one place, what is known of it stays. */
  public RescaleEntry from(CapturedState newest) {
    if (state.filter(newest::isSameAs).isPresent()) {
      return this;
    }
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress,
        Optional.of(newest),
        completed,
        runningSince,
        givenJobIds,
        timeline);
  }

  /** The same rescale, whose present attempt's job was seen to complete this. */
  public RescaleEntry completed(CapturedState newest) {
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress,
        state,
        Optional.of(newest),
        runningSince,
        givenJobIds,
        timeline);
  }

  /** The same rescale, whose present attempt has this id at Flink. */
  public RescaleEntry launchedAs(String jobId) {
    if (jobId.equals(launchedJobId())) {
      return this;
    }
    Map<Integer, String> ids = new TreeMap<>(givenJobIds);
    ids.put(attempt(), jobId);
    return new RescaleEntry(
        id, plan, startedAt, progress, state, completed, runningSince, ids, timeline);
  }

  /** The same rescale, whose job entered RUNNING at this time of Flink's clock. */
  public RescaleEntry runningSince(Instant flinkTime) {
    return new RescaleEntry(
        id,
        plan,
        startedAt,
        progress,
        state,
        completed,
        Optional.of(flinkTime),
        givenJobIds,
        timeline);
  }

  /** The same rescale, whose job is asked to stop at this time of the controller's clock. */
  public RescaleEntry askedToStop(Instant at) {
    return with(timeline.asked(at));
  }

  /** The same rescale, whose former run had ended at this time of Flink's clock. */
  public RescaleEntry down(Instant at) {
    return with(timeline.down(at));
  }

  /** The same rescale, all of whose subtasks run since this time of Flink's clock. */
  public RescaleEntry up(Instant at) {
    return with(timeline.up(at));
  }

  private RescaleEntry with(Progress other) {
    return new RescaleEntry(
        id, plan, startedAt, other, state, completed, runningSince, givenJobIds, timeline);
  }

  private RescaleEntry with(RescaleTimes other) {
    return new RescaleEntry(
        id, plan, startedAt, progress, state, completed, runningSince, givenJobIds, other);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

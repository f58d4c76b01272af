package io.conttune.core.rescale;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Attempt.Direction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
 * @param plan the changes that it is to make
 * @param startedAt the time at which it was planned
 * @param attempt its present attempt, and how far that is
 * @param givenJobIds by the number of an attempt, the ids of jobs that are not derived from its
 *     own: that of the running job where it is rescaled in place, one that the cluster gave a
 *     launch instead of the one asked for, or one that the operator of a deployment chose
 * @param timeline the times at which the job went down and came up
 * @param cameUpAt the parallelism at which the wanted launch has come up, if it was another than
 *     the wanted one: that launch is not honoured
 */
public record RescaleEntry(
    String id,
    RescalePlan plan,
    Instant startedAt,
    Attempt attempt,
    Map<Integer, String> givenJobIds,
    RescaleTimes timeline,
    Optional<Map<OperatorId, Integer>> cameUpAt) {
  private static final int RECENT = 4;

  public RescaleEntry {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a rescale id has 32 hexadecimal digits, but is " + id);
    }
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(attempt, "attempt");
    givenJobIds = Map.copyOf(givenJobIds);
    Objects.requireNonNull(timeline, "timeline");
    cameUpAt = cameUpAt.map(Map::copyOf);
  }

  /**
   * A launch of a run, and what it has brought up.
   *
   * @param launch that started the run
   * @param parallelism at which the run came up, as far as is known
   */
  public record KnownLaunch(Launch launch, Map<OperatorId, Integer> parallelism) {
    public KnownLaunch {
      Objects.requireNonNull(launch, "launch");
      parallelism = Map.copyOf(parallelism);
    }
  }

  /** A rescale that has not begun. */
  public static RescaleEntry planned(String id, RescalePlan plan, Instant now) {
    return new RescaleEntry(
        id,
        plan,
        now,
        Attempt.first(now),
        plan.rescaling()
            .match(
                restart -> Map.of(),
                inPlace -> Map.of(0, plan.jobId()),
                byDeployment -> Map.of(0, plan.jobId())),
        RescaleTimes.EMPTY,
        Optional.empty());
  }

  /** Whether its present attempt changes the run in place and launches no other. */
  public boolean isInPlace() {
    return plan.rescaling().isInPlace() && launchedJobId().equals(plan.jobId());
  }

  /** The stage that it is in. */
  public Stage stage() {
    return attempt.current().stage();
  }

  /** When it entered its stage, by the clock of the controller that wrote it; for a person. */
  public Instant stageSince() {
    return attempt.current().since();
  }

  /** The last thing that happened, in words for a person. */
  public String note() {
    return attempt.current().note();
  }

  /** The direction in which it goes: to the wanted parallelism, or back to the former. */
  public Direction direction() {
    return attempt.direction();
  }

  /** The savepoint or checkpoint that its launch starts from; empty while it is not known. */
  public Optional<CapturedState> state() {
    return attempt.state();
  }

  /** The id under which its savepoint is asked for. */
  public String triggerId() {
    return id;
  }

  /** The id under which a savepoint of the job that it launched is asked for, in this stage. */
  public String endingTriggerId() {
    return digest(id + "/" + attempt.number() + "/" + stageSince());
  }

  /** The id under which a savepoint is asked for of a job that came up after it was given up. */
  public String lateTriggerId(String jobId) {
    return digest(id + "/late/" + jobId);
  }

  /** The id of the job that its present attempt launches. */
  public String launchedJobId() {
    return launchedJobId(attempt.number());
  }

  /** The id of the job that this attempt of it launches, or launched. */
  public String launchedJobId(int ofAttempt) {
    return givenJobIds.getOrDefault(ofAttempt, chosenJobId(ofAttempt));
  }

  /** The jobs of its last attempts before the present one, the newest first. */
  public List<String> recentlyLaunched() {
    return IntStream.rangeClosed(1, Math.min(RECENT, attempt.number()))
        .mapToObj(back -> launchedJobId(attempt.number() - back))
        .toList();
  }

  /** Whether this job is the one that it replaces, or one that it has launched. */
  public boolean concerns(String jobId) {
    return jobId.equals(plan.jobId())
        || IntStream.rangeClosed(0, attempt.number()).anyMatch(n -> launchedJobId(n).equals(jobId));
  }

  /**
   * Whether it lays claim to slots of a cluster.
   *
   * @param cluster URLs of the cluster, and ids of jobs on it: whatever URL reaches a cluster, its
   *     jobs have the same ids
   */
  public boolean claimsSlotsOf(List<String> cluster) {
    return plan.slots()
        .filter(claim -> claim.isOnClusterOf(cluster) || cluster.stream().anyMatch(this::concerns))
        .isPresent();
  }

  /**
   * Whether this job is one of its launches that was given up for a later one, and must not live. A
   * run that was rescaled in place is taken back if it shows up before another one is there. The
   * runs of a deployment are its operator's to end.
   */
  public boolean hasGivenUp(String jobId) {
    boolean mayBeTakenBack = jobId.equals(plan.jobId()) && !stage().isFinal();
    boolean isOfOperator =
        plan.rescaling().match(restart -> false, inPlace -> false, byDeployment -> true);
    if (jobId.equals(launchedJobId()) || mayBeTakenBack || isOfOperator) {
      return false;
    }
    return IntStream.range(0, attempt.number()).anyMatch(n -> launchedJobId(n).equals(jobId));
  }

  /** Whether it was given up before the cluster was made to do anything. */
  public boolean didNothing() {
    return stage() == Stage.ABANDONED && timeline.askedAt().isEmpty();
  }

  /**
   * How this run was launched, as far as this rescale tells: by an attempt of it, or, for the run
   * that it replaces, as it was found out when the rescale was planned.
   */
  public Optional<Launch> launchOf(String jobId) {
    Optional<Rescaling.Restart> restart = plan.rescaling().restart();
    if (jobId.equals(plan.jobId())) {
      return restart.map(Rescaling.Restart::formerLaunch);
    }
    return IntStream.rangeClosed(0, attempt.number())
        .filter(number -> launchedJobId(number).equals(jobId))
        .mapToObj(number -> number == 0 ? Direction.FORWARD : Direction.BACK)
        .findFirst()
        .flatMap(itsDirection -> restart.map(way -> way.launch(itsDirection)));
  }

  /**
   * How an attempt of this rescale has launched this run; empty for any other run, and for the one
   * that it replaces: how that was launched it only supposes.
   */
  public Optional<KnownLaunch> launchBy(String jobId) {
    if (jobId.equals(plan.jobId())) {
      return Optional.empty();
    }
    boolean isFirst = launchedJobId(0).equals(jobId);
    Map<OperatorId, Integer> parallelism = isFirst ? cameUpAt.orElse(plan.wanted()) : plan.former();
    return launchOf(jobId).map(launch -> new KnownLaunch(launch, parallelism));
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
    return with(attempt.to(next, now, what));
  }

  /** The same rescale, to be launched from this state; of one place, what is known of it stays. */
  public RescaleEntry from(CapturedState newest) {
    return with(attempt.from(newest));
  }

  /** The same rescale, whose present attempt is this. */
  public RescaleEntry with(Attempt other) {
    return new RescaleEntry(id, plan, startedAt, other, givenJobIds, timeline, cameUpAt);
  }

  /** The same rescale, whose job went down and came up at these times. */
  public RescaleEntry with(RescaleTimes other) {
    return new RescaleEntry(id, plan, startedAt, attempt, givenJobIds, other, cameUpAt);
  }

  /** The same rescale, whose wanted launch has come up at this other parallelism. */
  public RescaleEntry notHonoured(Map<OperatorId, Integer> cameUp) {
    return new RescaleEntry(
        id, plan, startedAt, attempt, givenJobIds, timeline, Optional.of(cameUp));
  }

  /**
   * The same rescale, of which later attempts are launched so: a person has corrected what the plan
   * had.
   */
  public RescaleEntry launchedBy(Launch formerLaunch, Launch wantedLaunch) {
    RescalePlan corrected = plan.launchedBy(formerLaunch, wantedLaunch);
    return new RescaleEntry(id, corrected, startedAt, attempt, givenJobIds, timeline, cameUpAt);
  }

  /** The same rescale, whose present attempt has this id at Flink. */
  public RescaleEntry launchedAs(String jobId) {
    return jobId.equals(launchedJobId()) ? this : given(attempt.number(), jobId);
  }

  /** The next attempt, which brings the former parallelism back after this pause. */
  public RescaleEntry nextAttemptBack(Instant now, Duration pause, String why) {
    return with(attempt.back(now, pause, why));
  }

  /** The next attempt, which stops the job that it replaces once more and then starts it again. */
  public RescaleEntry nextAttemptBackToStop(Instant now, String why) {
    return with(attempt.backToStop(now, why));
  }

  /**
   * The next attempt, which has the running job, or its deployment, ask for the former one again.
   */
  public RescaleEntry nextAttemptBackInPlace(Instant now, Duration pause, String why) {
    return given(attempt.number() + 1, plan.jobId()).with(attempt.backInPlace(now, pause, why));
  }

  private RescaleEntry given(int ofAttempt, String jobId) {
    Map<Integer, String> ids = new TreeMap<>(givenJobIds);
    ids.put(ofAttempt, jobId);
    return new RescaleEntry(id, plan, startedAt, attempt, ids, timeline, cameUpAt);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

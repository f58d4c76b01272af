package io.conttune.core.rescale;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One rescale as it stands in the journal. The ids under which it acts on the cluster are derived
 * from its own, so that a controller that finds the entry after a crash repeats the same call
 * instead of making a second one.
 *
 * @param id 32 hexadecimal digits, chosen when it is planned; also the trigger id of its savepoint
 * @param plan what it is to do
 * @param stage where it stands
 * @param direction which parallelism it is bringing up
 * @param attempt counts the launches, from 0
 * @param startedAt when it was planned
 * @param stageSince when it entered its stage
 * @param statePath the savepoint or checkpoint that the next launch starts from
 * @param runningSince when the launched job entered RUNNING, by Flink's clock; known from {@link
 *     Stage#RUNNING} on
 * @param notBefore when the next try may be made
 * @param note what happened last, for a person
 */
public record RescaleEntry(
    String id,
    RescalePlan plan,
    Stage stage,
    Direction direction,
    int attempt,
    Instant startedAt,
    Instant stageSince,
    Optional<String> statePath,
    Optional<Instant> runningSince,
    Instant notBefore,
    String note) {
  public RescaleEntry {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a rescale id has 32 hexadecimal digits, but is " + id);
    }
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(direction, "direction");
    Require.atLeast("attempt", 0, attempt);
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(stageSince, "stageSince");
    Objects.requireNonNull(statePath, "statePath");
    Objects.requireNonNull(runningSince, "runningSince");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(note, "note");
  }

  /** Which parallelism a rescale is bringing up. */
  public enum Direction {
    /** The wanted one. */
    FORWARD,
    /** The former one, after the wanted one did not come up. */
    BACK
  }

  /** A rescale that has not begun. */
  public static RescaleEntry planned(String id, RescalePlan plan, Instant now) {
    return new RescaleEntry(
        id,
        plan,
        Stage.PLANNED,
        Direction.FORWARD,
        0,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        now,
        "planned");
  }

  /** The id under which its savepoint is asked for. */
  public String triggerId() {
    return id;
  }

  /** The id of the job that its present attempt launches. */
  public String launchedJobId() {
    return launchedJobId(attempt);
  }

  /** The id of the job that this attempt of it launches, or launched. */
  public String launchedJobId(int ofAttempt) {
    return HexFormat.of().formatHex(sha256(id + "/" + ofAttempt), 0, 16);
  }

  /** The launch of its present direction. */
  public Launch launch() {
    return direction == Direction.FORWARD ? plan.wantedLaunch() : plan.formerLaunch();
  }

  /** The parallelism that its present direction must come up with. */
  public Map<OperatorId, Integer> parallelism() {
    return direction == Direction.FORWARD ? plan.wanted() : plan.former();
  }

  /** The same rescale in another stage. */
  public RescaleEntry to(Stage next, Instant now, String what) {
    return new RescaleEntry(
        id,
        plan,
        next,
        direction,
        attempt,
        startedAt,
        now,
        statePath,
        runningSince,
        notBefore,
        what);
  }

  /** The same rescale, to be launched from this state. */
  public RescaleEntry from(String state) {
    return new RescaleEntry(
        id,
        plan,
        stage,
        direction,
        attempt,
        startedAt,
        stageSince,
        Optional.of(state),
        runningSince,
        notBefore,
        note);
  }

  /** The same rescale in the same stage, which is not to be carried on before this time. */
  public RescaleEntry notBefore(Instant earliest) {
    return new RescaleEntry(
        id,
        plan,
        stage,
        direction,
        attempt,
        startedAt,
        stageSince,
        statePath,
        runningSince,
        earliest,
        note);
  }

  /** The same rescale, whose job entered RUNNING at this time of Flink's clock. */
  public RescaleEntry runningSince(Instant flinkTime) {
    return new RescaleEntry(
        id,
        plan,
        stage,
        direction,
        attempt,
        startedAt,
        stageSince,
        statePath,
        Optional.of(flinkTime),
        notBefore,
        note);
  }

  /** The next attempt, which brings the former parallelism back, not before this time. */
  public RescaleEntry nextAttemptBack(Instant now, Instant earliest, String why) {
    return new RescaleEntry(
        id,
        plan,
        Stage.SUBMITTING,
        Direction.BACK,
        attempt + 1,
        startedAt,
        now,
        statePath,
        Optional.empty(),
        earliest,
        why);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

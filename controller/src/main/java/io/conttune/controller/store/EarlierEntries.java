package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Look;
import io.conttune.core.rescale.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Brings journal entries that an earlier version has written to their present form. The rescale of
 * such an entry may still be under way. Where an entry lacks a fact, the safe one is taken.
 */
final class EarlierEntries {
  /** Longer than Flink serves an answer from its caches. */
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  private EarlierEntries() {}

  /** The same entry in its present form. */
  static JsonNode completed(JsonNode entry) {
    completeWays(entry.path("plan").path("rescaling"));
    if (entry.path("plan") instanceof ObjectNode plan && plan.has("stateAfterwards")) {
      plan.replace("stateAfterwards", EarlierTunerStates.named(plan.get("stateAfterwards")));
      if (!plan.has("slots")) {
        plan.putNull("slots");
      }
      if (!plan.has("stateBytes")) {
        plan.putNull("stateBytes");
      }
    }
    if (entry instanceof ObjectNode fields && !fields.has("cameUpAt")) {
      fields.putNull("cameUpAt");
    }
    if (entry instanceof ObjectNode fields && fields.path("progress") instanceof ObjectNode old) {
      fields.set("attempt", attempt(fields, old));
      fields.remove(List.of("progress", "state", "completed", "runningSince"));
    }
    if (entry.path("attempt") instanceof ObjectNode attempt && !attempt.has("setback")) {
      attempt.putNull("setback");
    }
    if (entry.path("attempt").path("claim") instanceof ObjectNode claim
        && !claim.has("runsBefore")) {
      claim.putNull("runsBefore");
    }
    if (entry.path("attempt").path("current") instanceof ObjectNode current
        && current.has("notBefore")) {
      pauseFromNotBefore(current);
    }
    return entry;
  }

  private static void completeWays(JsonNode rescaling) {
    for (JsonNode way : List.of(rescaling, rescaling.path("restart"))) {
      if (way instanceof ObjectNode restart
          && restart.has("checkpointRoot")
          && !restart.has("checkpoints")) {
        // A run is then not cancelled where a stop with a savepoint keeps what it has done.
        restart.put("checkpoints", Checkpoints.DELETED.name());
      }
      if (way instanceof ObjectNode restart
          && restart.has("checkpoints")
          && !restart.has("replay")) {
        // A run that is up is then stopped with a savepoint, after which no input is read again.
        restart.put("replay", Replay.SHOWS.name());
      }
      if (way.path("capture") instanceof ObjectNode capture && !capture.has("format")) {
        capture.putNull("format");
      }
      completeLaunch(way.path("formerLaunch"));
      completeLaunch(way.path("wantedLaunch"));
    }
  }

  /** Earlier versions launched every jar with the default parallelism of the cluster. */
  private static void completeLaunch(JsonNode launch) {
    if (launch instanceof ObjectNode jar && jar.has("jarId") && !jar.has("parallelism")) {
      jar.putNull("parallelism");
    }
  }

  /** Of an entry that keeps what belongs to its present attempt beside its progress. */
  private static ObjectNode attempt(ObjectNode entry, ObjectNode progress) {
    ObjectNode attempt = entry.objectNode();
    move(progress, "attempt", attempt, "number");
    move(progress, "direction", attempt, "direction");
    attempt.set("current", current(progress));
    for (String name : List.of("state", "completed", "runningSince")) {
      attempt.set(name, entry.hasNonNull(name) ? entry.get(name) : entry.nullNode());
    }
    move(progress, "claim", attempt, "claim");
    return attempt;
  }

  private static ObjectNode current(ObjectNode progress) {
    ObjectNode current = progress.objectNode();
    Look look = look(progress);
    current.put("look", look.name());
    move(progress, "stage", current, "stage");
    move(progress, "stageSince", current, "since");
    move(progress, look == Look.ANEW ? "stageSince" : "notBefore", current, "notBefore");
    move(progress, "note", current, "note");
    return current;
  }

  /** The wait before the next try was the time before which there was none. */
  private static void pauseFromNotBefore(ObjectNode current) {
    Duration pause = Duration.between(time(current, "since"), time(current, "notBefore"));
    Duration longest = isFirst(current) ? pause : LONGEST_LOOK;
    current.remove("notBefore");
    current.put("pauses", 0);
    current.put("pause", between(Duration.ZERO, pause, longest).toString());
  }

  /**
   * Another look may be far from the beginning of its stage, but is not far from the one before.
   */
  private static boolean isFirst(ObjectNode current) {
    return current.path("look").asText().equals(Look.FIRST.name());
  }

  private static Duration between(Duration least, Duration value, Duration most) {
    Duration atMost = value.compareTo(most) > 0 ? most : value;
    return atMost.compareTo(least) < 0 ? least : atMost;
  }

  /**
   * Derives the kind of the next look. Earlier versions kept it in the time before which there was
   * no look.
   */
  private static Look look(ObjectNode progress) {
    Instant notBefore = time(progress, "notBefore");
    if (notBefore.equals(Instant.EPOCH)) {
      return Look.ANEW;
    }
    return notBefore.isAfter(time(progress, "stageSince")) ? Look.AGAIN : Look.FIRST;
  }

  private static Instant time(ObjectNode parent, String name) {
    try {
      return Instant.parse(parent.path(name).asText());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "not a RescaleEntry: %s is no time: %s".formatted(name, parent.path(name)), e);
    }
  }

  private static void move(ObjectNode from, String name, ObjectNode to, String newName) {
    if (from.has(name)) {
      to.set(newName, from.get(name));
    }
  }
}

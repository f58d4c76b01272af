package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SchedulerRescale;
import io.conttune.core.rescale.SchedulerRescale.End;
import io.conttune.core.rescale.SchedulerRescale.SlotChange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the history of an adaptive scheduler (FLIP-487, Flink 2.3 and later). Whatever has none
 * answers 404: an older Flink, another scheduler, a history that is off. Such a run is asked once.
 */
final class RestRescaleHistory {
  private static final String STARTED = "startTimestampInMillis";
  private static final String ENDED = "endTimestampInMillis";

  private final FlinkRest rest;

  /** The last run that had no history. */
  private Optional<String> without = Optional.empty();

  RestRescaleHistory(FlinkRest rest) {
    this.rest = rest;
  }

  /** The foremost change of this run since then, with its slots if Flink tells them. */
  Optional<SchedulerRescale> of(String jobId, Instant since) throws FlinkUnavailableException {
    if (without.equals(Optional.of(jobId))) {
      return Optional.empty();
    }
    String path = "/jobs/" + jobId + "/rescales/";
    Map<SchedulerRescale, String> changes = history(path, jobId);
    Optional<SchedulerRescale> foremost =
        SchedulerRescale.foremost(List.copyOf(changes.keySet()), since);
    if (foremost.isEmpty()) {
      return foremost;
    }
    Optional<SlotChange> slots = slots(path + "details/" + changes.get(foremost.get()));
    return slots.map(foremost.get()::withSlots).or(() -> foremost);
  }

  /** The changes with their ids. */
  private Map<SchedulerRescale, String> history(String path, String jobId)
      throws FlinkUnavailableException {
    Map<SchedulerRescale, String> changes = new LinkedHashMap<>();
    List<JsonFields> told =
        rest.ask(path + "history")
            .match(
                JsonFields::listOf,
                refused -> {
                  without = Optional.of(jobId);
                  return List.of();
                });
    for (JsonFields change : told) {
      changes.put(change(change), change.text("rescaleUuid"));
    }
    return changes;
  }

  private static SchedulerRescale change(JsonFields change) throws FlinkUnavailableException {
    long started = change.number(STARTED);
    Optional<End> end =
        change.has("terminalState")
            ? Optional.of(
                new End(change.text("terminalState"), optional(change, "terminatedReason")))
            : Optional.empty();
    Optional<Duration> lasted =
        change.has(ENDED)
            ? Optional.of(Duration.ofMillis(Math.max(0, change.number(ENDED) - started)))
            : Optional.empty();
    return new SchedulerRescale(
        change.text("triggerCause"), end, Instant.ofEpochMilli(started), lasted, Optional.empty());
  }

  private static Optional<String> optional(JsonFields change, String field)
      throws FlinkUnavailableException {
    return change.has(field) ? Optional.of(change.text(field)) : Optional.empty();
  }

  /** The sum over the slot-sharing groups. A change that is not over has no slots afterwards. */
  private Optional<SlotChange> slots(String path) throws FlinkUnavailableException {
    return rest.ask(path)
        .match(answered -> slots(answered.body().path("slots")), gone -> Optional.empty());
  }

  private static Optional<SlotChange> slots(JsonNode groups) {
    int before = 0;
    int after = 0;
    for (JsonNode group : groups) {
      if (!group.path("postRescaleSlots").isInt()) {
        return Optional.empty();
      }
      // At the start of a job there are none before.
      before += Math.max(0, group.path("preRescaleSlots").asInt(0));
      after += Math.max(0, group.path("postRescaleSlots").asInt());
    }
    return groups.isEmpty() ? Optional.empty() : Optional.of(new SlotChange(before, after));
  }
}

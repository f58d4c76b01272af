package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.rescale.Checkpoints;
import java.util.List;

/**
 * Completes journal entries that an earlier version of ContTune wrote. Such an entry may belong to
 * a rescale that is still under way, so a field that it lacks gets the safest value.
 */
final class EarlierEntries {
  private EarlierEntries() {}

  /** The same entry, with the fields that it lacks. */
  static JsonNode completed(JsonNode entry) {
    if (entry instanceof ObjectNode fields && !fields.has("completed")) {
      fields.putNull("completed");
    }
    JsonNode rescaling = entry.path("plan").path("rescaling");
    for (JsonNode way : List.of(rescaling, rescaling.path("restart"))) {
      if (way instanceof ObjectNode restart
          && restart.has("checkpointRoot")
          && !restart.has("checkpoints")) {
        // A run is then not cancelled where a stop with a savepoint keeps what it has done.
        restart.put("checkpoints", Checkpoints.DELETED.name());
      }
    }
    if (entry.path("plan") instanceof ObjectNode plan && plan.has("stateAfterwards")) {
      plan.replace("stateAfterwards", EarlierTunerStates.named(plan.get("stateAfterwards")));
    }
    return entry;
  }
}

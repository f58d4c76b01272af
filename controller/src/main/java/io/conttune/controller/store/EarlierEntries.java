package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.rescale.Checkpoints;
import java.util.List;

/**
 * Entries of the journal that an earlier version has written, perhaps of a rescale that it left
 * under way: what they lack is taken to be what is safe.
 */
final class EarlierEntries {
  private EarlierEntries() {}

  /** The same entry, with what it lacks. */
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
    return entry;
  }
}

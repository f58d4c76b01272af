package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Brings decisions that an earlier version has written to their present form. */
final class EarlierDecisions {
  private EarlierDecisions() {}

  /** The same decision; what was not measured or said then is empty. */
  static JsonNode completed(JsonNode record) {
    for (JsonNode operator : record.path("decision").path("evidence").path("operators")) {
      if (operator.path("metrics") instanceof ObjectNode metrics) {
        if (!metrics.has("busiest")) {
          metrics.putNull("busiest");
        }
        if (!metrics.has("outputRates")) {
          metrics.putObject("outputRates");
        }
      }
      if (operator instanceof ObjectNode said && !said.has("carriedShare")) {
        said.putNull("carriedShare");
      }
    }
    return record;
  }
}

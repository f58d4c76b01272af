package io.conttune.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Tuner states of an earlier version, which had one form for all tuners: p_max, a phase that nobody
 * read, and the memory of DS2. ContTune never changed that memory, so a state in which it is not as
 * it was at first belongs to DS2.
 */
final class EarlierTunerStates {
  private static final Set<String> FIELDS = Set.of("largestParallelism", "phase", "linear");

  private EarlierTunerStates() {}

  /** The same state, with the name of its tuner; anything else is returned as it is. */
  static JsonNode named(JsonNode state) {
    if (!(state instanceof ObjectNode former) || !isEarlier(former)) {
      return state;
    }
    ObjectNode linear = (ObjectNode) former.get("linear");
    ObjectNode named = former.objectNode();
    return isAsAtFirst(linear)
        ? named.put("tuner", "conttune").set("largestParallelism", former.get("largestParallelism"))
        : named.put("tuner", "ds2").setAll(linear);
  }

  private static boolean isEarlier(ObjectNode state) {
    return state.size() == FIELDS.size()
        && FIELDS.stream().allMatch(state::has)
        && state.get("linear").isObject();
  }

  private static boolean isAsAtFirst(ObjectNode linear) {
    return linear.path("windowsSinceRescale").asInt() == 0
        && linear.path("agreeing").asInt() == 0
        && linear.path("proposal").isEmpty()
        && linear.path("targetRateRatio").asDouble() == 1;
  }
}

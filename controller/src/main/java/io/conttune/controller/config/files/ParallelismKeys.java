package io.conttune.controller.config.files;

import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.config.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys of {@code parallelism}. */
final class ParallelismKeys {
  private static final ValueType<Integer> COUNT = ValueType.integer(1, ParallelismConfig.LARGEST);

  private ParallelismKeys() {}

  static ParallelismConfig read(YamlSection keys) {
    ParallelismConfig standard = ParallelismConfig.DEFAULT;
    int min = keys.get("min", COUNT, standard.min());
    int max = keys.get("max", COUNT, standard.max());
    if (min > max) {
      keys.fault("min", above(min, max));
      min = max;
    }
    SlotLimit slots =
        keys.get(
            "slots",
            ValueType.wordOr("fixed", standard.slots(), COUNT.then(SlotLimit.Given::new)),
            standard.slots());
    SourceLimit sources =
        keys.get(
            "sources",
            ValueType.wordOr("fixed", standard.sources(), COUNT.then(SourceLimit.Partitions::new)),
            standard.sources());
    return new ParallelismConfig(
        min, max, slots, sources, operators(keys.section("operators"), min, max));
  }

  private static Map<String, OperatorLimit> operators(YamlSection keys, int min, int max) {
    Map<String, OperatorLimit> limits = new LinkedHashMap<>();
    for (String operator : keys.names()) {
      if (operator.isBlank()) {
        keys.fault(operator, "is blank, expected a vertex id or an operator name");
      } else {
        limits.put(operator, operator(keys.section(operator), min, max));
      }
    }
    return limits;
  }

  private static OperatorLimit operator(YamlSection keys, int min, int max) {
    if (keys.get("exclude", ValueType.oneOf(Map.of("true", true, "false", false)), false)) {
      String why = "has no effect on an excluded operator, expected either exclude or bounds";
      keys.refuse("min", why);
      keys.refuse("max", why);
      return new OperatorLimit.Excluded();
    }
    Optional<Integer> least = keys.find("min", COUNT);
    Optional<Integer> most = keys.find("max", COUNT);
    if (least.orElse(min) > most.orElse(max)) {
      if (keys.isSound()) {
        keys.fault(least.isPresent() ? "min" : "max", above(least.orElse(min), most.orElse(max)));
      }
      return new OperatorLimit.Within(OptionalInt.empty(), OptionalInt.empty());
    }
    return new OperatorLimit.Within(optional(least), optional(most));
  }

  private static String above(int min, int max) {
    return "min %d is above max %d, expected min at most max".formatted(min, max);
  }

  private static OptionalInt optional(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}

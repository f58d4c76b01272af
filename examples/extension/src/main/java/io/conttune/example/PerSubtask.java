package io.conttune.example;

import io.conttune.core.extension.TunerExtension;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.tuning.TuningInput;
import java.util.HashMap;
import java.util.Map;

/** A tuner that gives each operator a subtask for so many records per second. */
public final class PerSubtask implements TunerExtension {
  private static final String RATE = "records-per-second";

  /** Made by the service. */
  public PerSubtask() {}

  @Override
  public String name() {
    return "per-subtask";
  }

  @Override
  public ParallelismTuner tuner(Map<String, String> settings) {
    String text = settings.getOrDefault(RATE, "");
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          "%s is \"%s\", expected a whole number of at least 1".formatted(RATE, text));
    }
    int rate = Integer.parseInt(text);
    return input -> proposal(input, rate);
  }

  private static Proposal proposal(TuningInput input, int rate) {
    Map<OperatorId, Integer> parallelism = new HashMap<>();
    for (OperatorMetrics metrics : input.metrics().operators().values()) {
      int wanted = (int) Math.ceil(metrics.arrivalRate() / rate);
      parallelism.put(metrics.id(), input.limits().of(metrics.id()).clamp(wanted));
    }
    return new Proposal(parallelism, "a subtask for each %d records/s".formatted(rate));
  }
}

package io.conttune.benchmark.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.simulator.run.RunResult;
import io.conttune.benchmark.simulator.run.RunResult.DecisionTaken;
import io.conttune.benchmark.simulator.run.RunResult.TimelineStretch;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes what happened in each run of a tuner: its timeline and its decisions. */
final class RunJson {
  private static final double MILLIS = 1000;

  private RunJson() {}

  static void write(List<RunResult> runs, ObjectNode tuner) {
    ArrayNode all = tuner.putArray("runs");
    for (RunResult run : runs) {
      ObjectNode node = all.addObject();
      ArrayNode timeline = node.putArray("timeline");
      run.timeline().forEach(point -> write(point, timeline.addObject()));
      ArrayNode decisions = node.putArray("decisions");
      run.decisions().forEach(decision -> write(decision, decisions.addObject()));
    }
  }

  private static void write(TimelineStretch point, ObjectNode node) {
    node.put("second", second(point.at()));
    node.put("rate", point.rate());
    node.put("slots", point.slots());
    node.put("up", point.isUp());
    node.put("lagSeconds", ResultJson.rounded(point.lagSeconds()));
  }

  private static void write(DecisionTaken decision, ObjectNode node) {
    node.put("second", second(decision.at()));
    node.put("outcome", decision.outcome().name().toLowerCase(Locale.ROOT));
    node.put("step", decision.step().toLowerCase(Locale.ROOT));
    ObjectNode parallelism = node.putObject("parallelism");
    decision.parallelism().entrySet().stream()
        .sorted((one, other) -> one.getKey().value().compareTo(other.getKey().value()))
        .forEach(entry -> parallelism.put(entry.getKey().value(), entry.getValue()));
    node.put("reason", decision.reason());
  }

  private static double second(Instant instant) {
    return instant.toEpochMilli() / MILLIS;
  }
}

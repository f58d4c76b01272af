package io.conttune.benchmark.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Results as one JSON document, with the names that {@code simulate} gives them. */
final class BenchJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private BenchJson() {}

  static String write(BenchResult result) {
    BenchPlan plan = result.plan();
    ObjectNode top = MAPPER.createObjectNode();
    top.put("flink", plan.target().label());
    top.put("seed", plan.settings().seed());
    top.put("steps", plan.settings().steps());
    top.put("stepSeconds", plan.settings().stepDuration().toMillis() / 1000.0);
    top.put("targetUtilization", plan.settings().targetUtilization());
    ArrayNode workloads = top.putArray("workloads");
    for (BenchWorkload workload : plan.workloads()) {
      ObjectNode node = workloads.addObject();
      node.put("name", workload.name());
      ArrayNode tuners = node.putArray("tuners");
      for (BenchTuner tuner : plan.tuners()) {
        CellResult cell = result.of(workload, tuner);
        write(tuner, new BenchResult.Total(List.of(cell)), tuners.addObject())
            .put("latencyP50Millis", rounded(cell.latencyP50Millis()))
            .put("latencyP99Millis", rounded(cell.latencyP99Millis()));
      }
    }
    ArrayNode total = top.putObject("total").putArray("tuners");
    plan.tuners().forEach(tuner -> write(tuner, result.total(tuner), total.addObject()));
    return top.toPrettyString();
  }

  private static ObjectNode write(BenchTuner tuner, BenchResult.Total total, ObjectNode node) {
    node.put("tuner", tuner.label());
    node.put("tunings", total.tunings());
    node.put("reconfigurations", total.reconfigurations());
    node.put("reconfigurationsPerTuning", total.reconfigurationsPerTuning());
    node.put("bigReconfigurations", total.bigReconfigurations());
    node.put("meanSlots", rounded(total.meanSlots()));
    node.put("maxSlots", total.maxSlots());
    node.put("slotSeconds", rounded(total.slotSeconds()));
    node.put("underProvisionedSeconds", rounded(total.underProvisionedSeconds()));
    node.put("downSeconds", rounded(total.downSeconds()));
    node.put("excessSlots", rounded(total.excessSlots()));
    node.put("maxBacklogSeconds", rounded(total.maxBacklogSeconds()));
    node.put("wallSeconds", rounded(total.wallSeconds()));
    node.put("recordsEmitted", total.recordsEmitted());
    node.put("recordsLost", total.recordsLost());
    node.put("recordsDuplicated", total.recordsDuplicated());
    return node;
  }

  /** To a thousandth: what lies below is rounding. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

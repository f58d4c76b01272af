package io.conttune.benchmark.simulator.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.benchmark.simulator.workload.Workload.SourceRate;
import java.util.Optional;
import java.util.function.Function;

/** Results as one JSON document. */
public final class ResultJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ResultJson() {}

  /** The document, indented, without a line break at its end. */
  public static String write(ComparisonResult result) {
    ObjectNode top = MAPPER.createObjectNode();
    top.put("seed", result.comparison().settings().seed());
    top.put("targetUtilization", result.comparison().settings().targetUtilization());
    ArrayNode workloads = top.putArray("workloads");
    for (WorkloadResult workload : result.workloads()) {
      ObjectNode node = workloads.addObject();
      node.put("name", workload.workload().name());
      node.put("schedule", workload.scheduled().schedule().label());
      node.put("sourceRateKnown", workload.workload().sourceRate() == SourceRate.KNOWN);
      Scheduled scheduled = workload.scheduled();
      double peak = result.comparison().peak(scheduled);
      node.put("peakRecordsPerSecond", rounded(workload.workload().unitRate() * peak));
      shortage(node, result.comparison().shortage(scheduled));
      tuners(node, result, workload::score);
    }
    tuners(top.putObject("total"), result, result::total);
    return top.toPrettyString();
  }

  private static void shortage(ObjectNode node, Optional<PeakShortage> shortage) {
    node.putNull("peakShortage");
    shortage.ifPresent(
        found ->
            node.putObject("peakShortage")
                .put("operator", found.operator().value())
                .put("neededRecordsPerSecond", rounded(found.needed()))
                .put("mostRecordsPerSecond", rounded(found.most()))
                .put("parallelism", found.parallelism())
                .put("carriedShare", found.carriedShare()));
  }

  private static void tuners(
      ObjectNode node, ComparisonResult result, Function<Contender, Score> score) {
    ArrayNode tuners = node.putArray("tuners");
    result.contenders().forEach(contender -> write(score.apply(contender), tuners.addObject()));
  }

  private static void write(Score score, ObjectNode node) {
    node.put("tuner", score.tuner());
    node.put("tunings", score.tunings());
    node.put("reconfigurations", score.reconfigurations());
    node.put("reconfigurationsPerTuning", score.reconfigurationsPerTuning());
    node.put("bigReconfigurations", score.bigReconfigurations());
    node.put("meanSlots", rounded(score.meanSlots()));
    node.put("maxSlots", score.maxSlots());
    node.put("slotSeconds", rounded(score.slotSeconds()));
    node.put("underProvisionedSeconds", rounded(score.underProvisionedSeconds()));
    node.put("downSeconds", rounded(score.downSeconds()));
    node.put("excessSlots", rounded(score.excessSlots()));
    node.put("maxBacklogSeconds", rounded(score.maxBacklogSeconds()));
  }

  /** To a thousandth: what lies below is rounding. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

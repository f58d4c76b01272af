package io.conttune.benchmark.simulator.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.FirstContact;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.PeakShortage;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Results as one JSON document. */
public final class ResultJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ResultJson() {}

  /** The document, indented, without a line break at its end. */
  public static String write(ComparisonResult result) {
    ObjectNode top = MAPPER.createObjectNode();
    Settings settings = result.comparison().settings();
    ArrayNode seeds = top.putArray("seeds");
    settings.seeds().forEach(seeds::add);
    top.put("pollSeconds", seconds(settings.terms().poll()));
    top.put("unscoredSeconds", seconds(settings.terms().unscored()));
    top.put("lagSeconds", seconds(settings.terms().objective().lag()));
    top.put("lagShare", settings.terms().objective().share());
    ArrayNode workloads = top.putArray("workloads");
    for (WorkloadResult workload : result.workloads()) {
      ObjectNode node = workloads.addObject();
      node.put("name", workload.workload().name());
      node.put("schedule", workload.scheduled().schedule().label());
      node.put("sourceRateKnown", workload.workload().sourceRate() == SourceRateKnowledge.KNOWN);
      Scheduled scheduled = workload.scheduled();
      double peak = result.comparison().peak(scheduled);
      node.put("peakRecordsPerSecond", rounded(workload.workload().unitRate() * peak));
      shortage(node, result.comparison().shortage(scheduled));
      tuners(node, result, workload::score)
          .forEach((contender, ofTuner) -> RunJson.write(workload.runs().get(contender), ofTuner));
    }
    tuners(top.putObject("total"), result, result::total)
        .forEach(
            (contender, ofTuner) -> {
              ofTuner
                  .put("worstWorkload", result.worst(contender).workload().name())
                  .put(
                      "worstWorkloadReconfigurationsPerTuning",
                      result.worst(contender).score(contender).reconfigurationsPerTuning());
              result
                  .firstContact(contender)
                  .ifPresent(contact -> write(contact, ofTuner.putObject("firstContact")));
            });
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

  /** Writes the scores of all tuners, and returns the node of each. */
  private static Map<Contender, ObjectNode> tuners(
      ObjectNode node, ComparisonResult result, Function<Contender, Score> score) {
    ArrayNode tuners = node.putArray("tuners");
    Map<Contender, ObjectNode> nodes = new EnumMap<>(Contender.class);
    for (Contender contender : result.contenders()) {
      ObjectNode ofTuner = tuners.addObject();
      double utilization = result.comparison().settings().utilizationOf(contender);
      write(score.apply(contender), utilization, ofTuner);
      nodes.put(contender, ofTuner);
    }
    return nodes;
  }

  private static void write(Score score, double utilization, ObjectNode node) {
    node.put("tuner", score.tuner());
    node.put("targetUtilization", utilization);
    node.put("tunings", score.tunings());
    node.put("reconfigurations", score.reconfigurations());
    node.put("reconfigurationsPerTuning", score.reconfigurationsPerTuning());
    node.put("reconfigurationsPerDay", rounded(score.reconfigurationsPerDay()));
    node.put("medianReconfigurations", score.medianReconfigurations());
    node.put("ninthDecileReconfigurations", score.ninthDecileReconfigurations());
    node.put("worstReconfigurations", score.worstReconfigurations());
    node.put("bigReconfigurations", score.bigReconfigurations());
    node.put("excessSlots", rounded(score.excessSlots()));
    node.put("unreachableTunings", score.unreachableTunings());
    node.put("meanSlots", rounded(score.meanSlots()));
    node.put("maxSlots", score.maxSlots());
    node.put("slotSeconds", rounded(score.slotSeconds()));
    node.put("underProvisionedSeconds", rounded(score.underProvisionedSeconds()));
    node.put("downSeconds", rounded(score.downSeconds()));
    node.putNull("reactionSeconds");
    score.reactionSeconds().ifPresent(median -> node.put("reactionSeconds", rounded(median)));
    node.put("worstLagSeconds", rounded(score.worstLagSeconds()));
    node.put("beyondLagSeconds", rounded(score.beyondLagSeconds()));
  }

  private static void write(FirstContact contact, ObjectNode node) {
    write(contact.jobs(), node.putObject("allRates"));
    write(contact.middle(), node.putObject("middleRates"));
  }

  private static void write(FirstContact.Jobs jobs, ObjectNode node) {
    node.put("jobs", jobs.count());
    node.put("withAtMostOneReconfiguration", jobs.once());
    node.put("withAtMostTwoReconfigurations", jobs.twice());
    node.put("mostReconfigurations", jobs.most());
    node.put("withTooFewSlotsAtTheEnd", jobs.small());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** To a thousandth: what lies below is rounding. */
  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

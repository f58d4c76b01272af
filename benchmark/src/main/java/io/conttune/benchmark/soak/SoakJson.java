package io.conttune.benchmark.soak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.played.Acts;
import java.util.Locale;

/** The result of a soak as one JSON document, with every sample. */
final class SoakJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SoakJson() {}

  static String write(SoakResult result) {
    ObjectNode top = MAPPER.createObjectNode();
    top.put("processors", Runtime.getRuntime().availableProcessors());
    top.put("jdk", Runtime.version().feature());
    top.put("seed", result.run().seed());
    top.put("store", result.run().store().name().toLowerCase(Locale.ROOT));
    top.put("jobs", result.run().load().jobs());
    top.put("clusters", result.run().load().clusters());
    top.put("durationSeconds", result.run().duration().toSeconds());
    ArrayNode samples = top.putArray("samples");
    result.samples().forEach(sample -> write(sample, samples.addObject()));
    ArrayNode faults = top.putArray("faults");
    result
        .faults()
        .forEach(
            fault ->
                faults
                    .addObject()
                    .put("kind", fault.kind())
                    .put("lasting", fault.lasting())
                    .put("seconds", fault.seconds())
                    .put("replies", fault.replies()));
    ArrayNode acts = top.putArray("acts");
    result.acts().forEach(judged -> write(judged, acts.addObject()));
    ArrayNode checks = top.putArray("checks");
    result
        .checks()
        .forEach(check -> checks.addObject().put("text", check.text()).put("holds", check.holds()));
    top.put("withinBounds", result.isWithinBounds());
    return top.toPrettyString();
  }

  private static void write(SoakSample sample, ObjectNode node) {
    node.put("atSeconds", sample.at().toSeconds());
    sample.heapMiB().ifPresent(heap -> node.put("heapAfterCollectionMiB", rounded(heap)));
    node.put("threads", sample.threads());
    node.put("connections", sample.connections());
    node.put("mostConnectionsOfCluster", sample.mostConnections());
    node.put("openFiles", sample.files());
    node.put("cores", rounded(sample.cores()));
    node.put("looks", sample.looks());
    sample.late().ifPresent(late -> node.put("delayP99Seconds", rounded(late)));
    ObjectNode troubles = node.putObject("failedSteps");
    sample
        .troubles()
        .forEach((cause, count) -> troubles.put(cause.name().toLowerCase(Locale.ROOT), count));
    node.put("machineLoad", rounded(sample.machineLoad()));
  }

  private static void write(Acts.Judged judged, ObjectNode node) {
    node.put("at", judged.act().at());
    node.put("job", judged.act().job());
    node.put("request", judged.act().request());
    ArrayNode before = node.putArray("before");
    judged.act().before().forEach(before::add);
    ArrayNode after = node.putArray("after");
    judged.act().after().forEach(after::add);
    node.put("verdict", judged.verdict().kind().name().toLowerCase(Locale.ROOT));
    node.put("reason", judged.verdict().reason());
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

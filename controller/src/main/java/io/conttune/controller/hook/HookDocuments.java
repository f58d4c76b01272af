package io.conttune.controller.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.controller.service.status.TaskManagerNeed;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON documents that a program of the user's gets, and those that it answers with. */
final class HookDocuments {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LONGEST_TEXT = 1000;
  private static final String EXPECTED =
      "expected {\"answer\": \"go\"}, \"hold\" or \"change\" with \"parallelism\"";

  private HookDocuments() {}

  /** The question about a plan. */
  static String question(ProposedPlan plan) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("job", plan.job());
    document.put("jobId", plan.jobId());
    document.put("planId", plan.planId());
    document.put("step", plan.step());
    document.put("reason", plan.reason());
    ArrayNode operators = document.putArray("operators");
    for (ProposedPlan.Operator operator : plan.operators()) {
      operators
          .addObject()
          .put("id", operator.id())
          .put("name", operator.name())
          .put("from", operator.from())
          .put("to", operator.to());
    }
    return document.toString();
  }

  /**
   * What a cluster needs.
   *
   * @param cluster its name, by the user's choice
   * @param needed the TaskManagers that it is to have
   */
  static String need(String cluster, URI flink, TaskManagerNeed need, int needed) {
    return MAPPER
        .createObjectNode()
        .put("cluster", cluster)
        .put("flink", flink.toString())
        .put("taskManagers", need.taskManagers())
        .put("needed", needed)
        .put("slotsPerTaskManager", need.slotsPerTaskManager())
        .put("slots", need.slots().total())
        .put("neededSlots", need.neededSlots())
        .toString();
  }

  /**
   * The answer in this text. Of a long reason it has the begin, and a parallelism counts only in a
   * change.
   *
   * @throws UnclearAnswerException if it is none; the message says what was expected
   */
  static PlanVerdict reply(String text) throws UnclearAnswerException {
    JsonNode document = read(text);
    PlanVerdict.Answer verdict = verdict(document.path("answer").asText(""));
    return new PlanVerdict(
        verdict,
        cut(document.path("reason").asText("")),
        verdict == PlanVerdict.Answer.CHANGE
            ? parallelism(document.path("parallelism"))
            : Map.of());
  }

  private static JsonNode read(String text) throws UnclearAnswerException {
    try {
      JsonNode document = MAPPER.readTree(text);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new UnclearAnswerException(
          "the answer is no JSON (%s), %s".formatted(e.getOriginalMessage(), EXPECTED));
    }
    throw new UnclearAnswerException("the answer is no JSON object, " + EXPECTED);
  }

  private static PlanVerdict.Answer verdict(String word) throws UnclearAnswerException {
    return switch (word) {
      case "go" -> PlanVerdict.Answer.GO;
      case "hold" -> PlanVerdict.Answer.HOLD;
      case "change" -> PlanVerdict.Answer.CHANGE;
      default ->
          throw new UnclearAnswerException(
              "the answer is \"%s\", %s".formatted(cut(word), EXPECTED));
    };
  }

  private static Map<String, Integer> parallelism(JsonNode given) throws UnclearAnswerException {
    Map<String, Integer> parallelism = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      if (!each.getValue().isInt() || each.getValue().asInt() < 1) {
        throw new UnclearAnswerException(
            "the parallelism of %s is %s, expected a whole number of at least 1"
                .formatted(cut(each.getKey()), cut(each.getValue().toString())));
      }
      parallelism.put(each.getKey(), each.getValue().asInt());
    }
    if (parallelism.isEmpty()) {
      throw new UnclearAnswerException("the answer is a change without parallelism, " + EXPECTED);
    }
    return parallelism;
  }

  /** The begin of a text that a person is to read. */
  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }
}

package io.conttune.benchmark.fuzz;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The result as one JSON document. */
final class FuzzJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private FuzzJson() {}

  static String write(FuzzRun run, FuzzResult result) {
    ObjectNode top = MAPPER.createObjectNode();
    top.put("seed", run.seed());
    top.put("replies", result.replies());
    ArrayNode mutations = top.putArray("mutations");
    for (Mutation mutation : Mutation.values()) {
      ObjectNode node = mutations.addObject();
      node.put("mutation", name(mutation));
      node.put("replies", result.replies(mutation));
      ObjectNode steps = node.putObject("steps");
      for (StepKind kind : StepKind.values()) {
        steps.put(name(kind), result.count(mutation, kind));
      }
    }
    top.put("acts", result.acts());
    ArrayNode wrong = top.putArray("wrongActs");
    for (FuzzResult.WrongAct act : result.wrong()) {
      ObjectNode node = wrong.addObject();
      node.put("seed", act.seed());
      node.put("job", act.job());
      node.put("atSeconds", act.at().toSeconds());
      node.put("verdict", name(act.verdict().kind()));
      node.put("reason", act.verdict().reason());
      ArrayNode recent = node.putArray("spoiltBefore");
      act.recent().forEach(mutation -> recent.add(name(mutation)));
    }
    ArrayNode broken = top.putArray("broken");
    result
        .broken()
        .forEach(step -> broken.addObject().put("seed", step.seed()).put("trace", step.trace()));
    top.put("withinBounds", result.isWithinBounds());
    return top.toPrettyString();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

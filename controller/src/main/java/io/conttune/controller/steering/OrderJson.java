package io.conttune.controller.steering;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes orders as JSON. What is not known is left out.
 *
 * @param graph of the job, whose names its operators get; empty if it was not seen yet
 */
record OrderJson(Optional<JobGraph> graph) implements Order.Visitor<Map<String, Integer>> {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The orders of a job as one document. */
  String written(String jobName, List<KeptOrder> orders) {
    ObjectNode document = MAPPER.createObjectNode().put("job", jobName);
    ArrayNode list = document.putArray("orders");
    orders.forEach(order -> list.add(node(order)));
    return document.toString();
  }

  /** One order as a document. */
  String written(KeptOrder order) {
    return node(order).toString();
  }

  private ObjectNode node(KeptOrder kept) {
    GivenOrder given = kept.given();
    ObjectNode node = MAPPER.createObjectNode().put("id", given.id());
    given.jobName().ifPresent(job -> node.put("job", job));
    node.put("order", given.order().word());
    Map<String, Integer> parallelism = given.order().accept(this);
    if (!parallelism.isEmpty()) {
      ObjectNode named = node.putObject("parallelism");
      parallelism.forEach(named::put);
    }
    node.put("author", given.author()).put("reason", given.reason());
    node.put("at", given.at().toString());
    given.until().ifPresent(until -> node.put("until", until.toString()));
    kept.end()
        .ifPresent(
            end ->
                node.put("end", end.cause().name().toLowerCase(Locale.ROOT))
                    .put("note", end.note()));
    return node;
  }

  private Map<String, Integer> named(Map<OperatorId, Integer> parallelism) {
    Map<String, Integer> named = new LinkedHashMap<>();
    parallelism.forEach((id, subtasks) -> named.put(nameIn(named, id), subtasks));
    return named;
  }

  /** Two operators may have one name. */
  private String nameIn(Map<String, Integer> named, OperatorId id) {
    return graph
        .filter(seen -> seen.contains(id))
        .map(seen -> seen.vertex(id).name())
        .filter(name -> !named.containsKey(name))
        .orElse(id.value());
  }

  @Override
  public Map<String, Integer> freeze(Order.Freeze order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> unfreeze(Order.Unfreeze order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> pause(Order.Pause order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> resume(Order.Resume order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> pin(Order.Pin order) {
    return Map.of(order.operator(), order.parallelism());
  }

  @Override
  public Map<String, Integer> unpin(Order.Unpin order) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> dismiss(Order.Dismiss order) {
    return named(order.parallelism());
  }

  @Override
  public Map<String, Integer> apply(Order.Apply order) {
    return named(order.parallelism());
  }

  @Override
  public Map<String, Integer> scale(Order.Scale order) {
    return order.parallelism();
  }

  @Override
  public Map<String, Integer> undo(Order.Undo order) {
    return Map.of();
  }
}

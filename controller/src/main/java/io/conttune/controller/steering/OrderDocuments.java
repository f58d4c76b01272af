package io.conttune.controller.steering;

import io.conttune.controller.api.document.OrderDocument;
import io.conttune.controller.api.document.OrdersDocument;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.NamedParallelism;
import io.conttune.core.steering.OrderEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the documents of orders.
 *
 * @param graph of the job, whose names its operators get; empty if it was not seen yet
 */
record OrderDocuments(Optional<JobGraph> graph) {
  /** The orders of a job as one document. */
  OrdersDocument documents(String jobName, List<KeptOrder> orders) {
    return new OrdersDocument(jobName, orders.stream().map(this::document).toList());
  }

  /** One order as a document. */
  OrderDocument document(KeptOrder kept) {
    GivenOrder given = kept.given();
    return new OrderDocument(
        given.id(),
        given.jobName(),
        given.order().word(),
        Optional.of(given.order().accept(new NamedParallelism(this::named)))
            .filter(named -> !named.isEmpty()),
        given.author(),
        given.reason(),
        given.at(),
        given.until(),
        kept.end().map(end -> end.cause().name().toLowerCase(Locale.ROOT)),
        kept.end().map(OrderEnd::note));
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
}

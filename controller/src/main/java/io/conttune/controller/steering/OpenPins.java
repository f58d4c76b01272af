package io.conttune.controller.steering;

import io.conttune.controller.loop.JobStores;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.OrderSequence;
import io.conttune.core.steering.OrdersInForce.Pinned;
import java.util.List;
import java.util.Optional;

/**
 * The pins of a job that hold after all orders that were given.
 *
 * @param operators as the pins name them
 * @param graph of the job, by which an id and a name are known to mean one operator; empty if it
 *     was not seen yet
 */
record OpenPins(List<String> operators, Optional<JobGraph> graph) {
  OpenPins {
    operators = List.copyOf(operators);
  }

  /** Those in these stores, whether or not a controller has seen them yet. */
  static OpenPins in(JobStores stores, String jobName) {
    List<GivenOrder> unexpired =
        stores.orders().openOrders(jobName).stream()
            .filter(open -> !isOver(open))
            .map(OpenOrder::given)
            .toList();
    return new OpenPins(
        OrderSequence.of(unexpired).inForce().pins().stream()
            .map(Pinned::pin)
            .map(pin -> pin.operator())
            .toList(),
        stores.seenRuns().seenRun(jobName).map(SeenRun::graph));
  }

  private static boolean isOver(OpenOrder open) {
    return open.given().lasts().filter(lasts -> lasts.compareTo(open.age()) <= 0).isPresent();
  }

  /**
   * The operator as its pin names it; empty if it has none.
   *
   * @param operator its id or its name
   */
  Optional<String> named(String operator) {
    if (operators.contains(operator)) {
      return Optional.of(operator);
    }
    return idOf(operator)
        .flatMap(
            id ->
                operators.stream()
                    .filter(pinned -> idOf(pinned).filter(id::equals).isPresent())
                    .findFirst());
  }

  private Optional<OperatorId> idOf(String operator) {
    return graph.flatMap(
        seen ->
            new OperatorSelector(operator)
                .in(seen)
                .match(one -> Optional.of(one.id()), none -> Optional.empty()));
  }
}

package io.conttune.controller.api.document;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An order that a person gives.
 *
 * @param id of the order, 32 hexadecimal digits; an order whose id is known changes nothing. Absent
 *     if the service is to choose it
 * @param order its word, such as pause
 * @param author who gives it
 * @param reason why
 * @param forSeconds the time for which it holds; absent for the usual time of such an order
 * @param operator id or name of the operator that is unpinned
 * @param parallelism by the id or name of each operator, of a pin or a scale
 * @param plan id of the plan that is applied or dismissed
 * @param keepLonger true of a pause that is not to take the place of a longer one by its author
 */
public record OrderRequest(
    Optional<String> id,
    String order,
    String author,
    String reason,
    OptionalDouble forSeconds,
    Optional<String> operator,
    Map<String, Integer> parallelism,
    Optional<String> plan,
    Optional<Boolean> keepLonger) {
  public OrderRequest {
    parallelism = Map.copyOf(parallelism);
  }
}

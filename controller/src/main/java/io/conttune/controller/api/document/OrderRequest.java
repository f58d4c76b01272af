package io.conttune.controller.api.document;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An order of a person to the service.
 *
 * @param id of the order, 32 hexadecimal digits; an order whose id is known changes nothing
 * @param order its word, such as pause
 * @param author who gives it
 * @param reason why
 * @param forSeconds the time for which it holds; absent for the usual time of such an order
 * @param operator id or name of the operator that is unpinned
 * @param parallelism by the id or name of each operator, of a pin or a scale
 */
public record OrderRequest(
    Optional<String> id,
    Optional<String> order,
    Optional<String> author,
    Optional<String> reason,
    OptionalDouble forSeconds,
    Optional<String> operator,
    Optional<Map<String, Integer>> parallelism) {}

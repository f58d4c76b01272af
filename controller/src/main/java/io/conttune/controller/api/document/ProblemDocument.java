package io.conttune.controller.api.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The reason why a request is not answered.
 *
 * @param status of HTTP
 * @param code stable name of the problem
 * @param detail what is wrong and what to do
 * @param expected what would be understood; may be empty
 */
public record ProblemDocument(
    @JsonProperty(required = true) int status,
    @JsonProperty(required = true) String code,
    @JsonProperty(required = true) String detail,
    List<String> expected) {
  public ProblemDocument {
    expected = Optional.ofNullable(expected).map(List::copyOf).orElse(List.of());
  }
}

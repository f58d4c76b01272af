package io.conttune.controller.offline;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The history of one operator, as it was read.
 *
 * @param samples oldest first, at least one
 * @param leftOut what was not taken and why, for the person who asks; empty if all was taken
 */
public record OperatorHistory(List<Sample> samples, Optional<String> leftOut) {
  public OperatorHistory {
    samples = List.copyOf(samples);
    Objects.requireNonNull(leftOut, "leftOut");
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("a history needs at least one sample");
    }
  }
}

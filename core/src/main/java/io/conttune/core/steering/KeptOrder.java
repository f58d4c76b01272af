package io.conttune.core.steering;

import java.util.Objects;
import java.util.Optional;

/**
 * An order with what became of it.
 *
 * @param end empty while it may still be in force
 */
public record KeptOrder(GivenOrder given, Optional<OrderEnd> end) {
  public KeptOrder {
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(end, "end");
  }
}

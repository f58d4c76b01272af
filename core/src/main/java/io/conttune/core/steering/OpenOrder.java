package io.conttune.core.steering;

import java.time.Duration;
import java.util.Objects;

/**
 * An order whose end nobody has noted.
 *
 * @param age the time since it was given, by the store's own clock; at least 0
 */
public record OpenOrder(GivenOrder given, Duration age) {
  public OpenOrder {
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(age, "age");
  }

  /** Whether it holds for at least this time from now on. */
  public boolean holdsFor(Duration time) {
    return given.lasts().filter(lasts -> lasts.minus(age).compareTo(time) < 0).isEmpty();
  }
}

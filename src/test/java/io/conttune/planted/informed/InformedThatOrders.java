package io.conttune.planted.informed;

import java.time.Instant;
import java.util.List;

/** Breaks: durations are not measured by instants. */
public final class InformedThatOrders {
  private InformedThatOrders() {}

  /** A nested class is of its module, too, and a reference to a method is a call of it. */
  public record ByDay(Instant at) {
    public boolean isFirst(List<Instant> others) {
      return others.stream().allMatch(at::isBefore);
    }
  }
}

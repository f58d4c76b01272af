package io.conttune.controller.input;

import java.util.List;
import java.util.Objects;

/** The result of reading input: a value without any fault, or all faults at once. */
public sealed interface Reading<T> {
  /** Nothing is wrong with it. */
  record Valid<T>(T value) implements Reading<T> {
    public Valid {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * Something is wrong with it.
   *
   * @param faults at least one, ordered by file and position
   */
  record Faulty<T>(List<Fault> faults) implements Reading<T> {
    public Faulty {
      faults = faults.stream().sorted().toList();
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a faulty reading needs at least one fault");
      }
    }
  }

  /** The value if there is no fault, or else all faults. */
  static <T> Reading<T> of(T value, List<Fault> faults) {
    return faults.isEmpty() ? new Valid<>(value) : new Faulty<>(faults);
  }
}

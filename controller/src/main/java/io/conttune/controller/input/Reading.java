package io.conttune.controller.input;

import io.conttune.core.Case;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The result of reading input: a value without any fault, or all faults at once. */
public sealed interface Reading<T> {
  /** The answer of the case that this is: for the value, or for all faults. */
  <R, X extends Exception> R match(Case<T, R, X> valid, Case<List<Fault>, R, X> faulty) throws X;

  /** The value; empty where there are faults, which are added to these. */
  default Optional<T> valueOr(List<Fault> faults) {
    return match(
        Optional::of,
        found -> {
          faults.addAll(found);
          return Optional.empty();
        });
  }

  /** Nothing is wrong with it. */
  record Valid<T>(T value) implements Reading<T> {
    public Valid {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public <R, X extends Exception> R match(Case<T, R, X> valid, Case<List<Fault>, R, X> faulty)
        throws X {
      return valid.of(value);
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

    @Override
    public <R, X extends Exception> R match(Case<T, R, X> valid, Case<List<Fault>, R, X> faulty)
        throws X {
      return faulty.of(faults);
    }
  }

  /** The value if there is no fault, or else all faults. */
  static <T> Reading<T> of(T value, List<Fault> faults) {
    return faults.isEmpty() ? new Valid<>(value) : new Faulty<>(faults);
  }
}

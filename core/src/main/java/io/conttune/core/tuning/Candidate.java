package io.conttune.core.tuning;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one method would have chosen for an operator.
 *
 * @param method its name, for example {@code gp} or {@code ds2}
 * @param parallelism its choice; empty if it found none
 * @param mean processing ability in records/s that it expects there
 * @param standardDeviation of that expectation
 * @param note how it came to it, for a person
 */
public record Candidate(
    String method,
    OptionalInt parallelism,
    OptionalDouble mean,
    OptionalDouble standardDeviation,
    String note) {
  public Candidate {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(note, "note");
  }

  /** A choice without an expectation of the processing ability. */
  public static Candidate of(String method, int parallelism, String note) {
    return new Candidate(
        method, OptionalInt.of(parallelism), OptionalDouble.empty(), OptionalDouble.empty(), note);
  }

  /** A method that found nothing, and why. */
  public static Candidate none(String method, String note) {
    return new Candidate(
        method, OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(), note);
  }
}

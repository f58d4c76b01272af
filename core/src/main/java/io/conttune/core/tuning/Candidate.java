package io.conttune.core.tuning;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The parallelism that one method would choose for an operator.
 *
 * @param method its name, for example {@code gp} or {@code ds2}
 * @param parallelism its choice; empty if it found none
 * @param mean processing ability in records/s that the method expects at this parallelism
 * @param standardDeviation of that expectation, records/s
 * @param note one sentence for a person: how the method came to its choice
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

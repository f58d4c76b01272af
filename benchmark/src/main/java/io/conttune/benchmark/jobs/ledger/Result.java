package io.conttune.benchmark.jobs.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One result of a query.
 *
 * @param text its fields, separated by commas: all that tells it from other results
 * @param due when it could be known at the earliest, in ms since the epoch: the due time of the
 *     record that completes it, or the end of its window
 */
public record Result(String text, long due) {

  /** A result with these fields. */
  public static Result of(long due, Object... fields) {
    return new Result(text(fields), due);
  }

  /** The text of a result with these fields. */
  public static String text(Object... fields) {
    return Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining(","));
  }
}

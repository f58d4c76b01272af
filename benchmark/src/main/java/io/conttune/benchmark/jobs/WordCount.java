package io.conttune.benchmark.jobs;

/**
 * How often a word has been seen.
 *
 * @param word the word
 * @param count occurrences so far, at least 1
 * @param kind whether more may follow
 */
public record WordCount(String word, long count, Kind kind) {

  /** Whether a count may still grow. */
  public enum Kind {
    /** After one more occurrence. */
    RUNNING,
    /** At the end of the input. */
    TOTAL
  }
}

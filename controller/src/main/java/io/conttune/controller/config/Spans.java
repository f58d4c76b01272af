package io.conttune.controller.config;

import java.time.Duration;

/** Checks of durations that enter a record. */
final class Spans {
  private Spans() {}

  /**
   * Returns {@code span} if it is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is shorter
   */
  static Duration atLeast(String name, Duration least, Duration span) {
    if (span.compareTo(least) < 0) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + span);
    }
    return span;
  }
}

package io.conttune.gp;

import java.util.stream.IntStream;

/** The integers an acquisition enumerates, checked. */
record Candidates(double rate, int min, int max) {
  Candidates {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate must be finite and positive, was " + rate);
    }
    if (min < 1 || max < min) {
      throw new IllegalArgumentException(
          "expected 1 <= least parallelism <= largest, was " + min + ".." + max);
    }
  }

  IntStream stream() {
    return IntStream.rangeClosed(min, max);
  }
}

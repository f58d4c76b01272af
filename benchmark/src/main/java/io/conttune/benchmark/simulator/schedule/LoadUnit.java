package io.conttune.benchmark.simulator.schedule;

import java.util.Arrays;
import java.util.Optional;

/** The unit of the numbers of a trace. */
public enum LoadUnit {
  /** Factors on the unit rate of every source. */
  FACTOR("factor"),
  /** Records per second of all sources together, which share them as they share the unit rates. */
  RECORDS_PER_SECOND("records/s");

  private final String word;

  LoadUnit(String word) {
    this.word = word;
  }

  /** The word for it on the command line. */
  public String word() {
    return word;
  }

  /** The unit of this word. */
  public static Optional<LoadUnit> of(String word) {
    return Arrays.stream(values()).filter(unit -> unit.word.equals(word)).findFirst();
  }
}

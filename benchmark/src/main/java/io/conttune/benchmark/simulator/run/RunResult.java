package io.conttune.benchmark.simulator.run;

import java.time.Instant;
import java.util.List;

/**
 * The figures of one run.
 *
 * @param tunings one of each change of the rate, the first rate included
 * @param seconds of virtual time
 * @param slotSeconds slots held, over time
 * @param maxSlots the most slots held at any time
 * @param shortSeconds in which the job could not process what was produced, downtime included
 * @param downSeconds in which it did not run
 * @param maxBacklogSeconds the largest backlog, in seconds of the rate at that time
 * @param slots over time
 */
public record RunResult(
    List<TuningResult> tunings,
    double seconds,
    double slotSeconds,
    int maxSlots,
    double shortSeconds,
    double downSeconds,
    double maxBacklogSeconds,
    List<SlotChange> slots) {
  public RunResult {
    tunings = List.copyOf(tunings);
    slots = List.copyOf(slots);
  }

  /** From {@code at} on the job held so many slots. */
  public record SlotChange(Instant at, int slots) {}
}

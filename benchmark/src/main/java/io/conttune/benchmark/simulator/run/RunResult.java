package io.conttune.benchmark.simulator.run;

import java.time.Instant;
import java.util.List;

/**
 * The figures of one run.
 *
 * @param tunings one for each change of the rate, the first rate included
 * @param seconds length of the run in virtual time
 * @param slotSeconds slots held, over time
 * @param maxSlots the most slots held at any time
 * @param shortSeconds time in which records were produced faster than the job could process them,
 *     downtime included
 * @param downSeconds time in which the job did not run
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

  /** The number of slots that the job held from {@code at} on. */
  public record SlotChange(Instant at, int slots) {}
}

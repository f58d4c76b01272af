package io.conttune.benchmark.simulator.job;

import java.time.Instant;

/** Takes down what passes in a simulation. */
@FunctionalInterface
public interface SimulationRecorder {
  /** A span of virtual time has passed; spans come in order and without gaps. */
  void passed(Span span);

  /**
   * A span in which nothing changes but backlogs.
   *
   * @param from its beginning, to the millisecond
   * @param seconds its length
   * @param presence tells whether the job runs
   * @param missingShare share of the records produced that the job cannot process, from 0 to 1; 1
   *     while it is down
   * @param slots that its tuned operators take
   * @param lagSeconds age, at its end, of the oldest record that waits for a source; 0 if none does
   */
  record Span(
      Instant from,
      double seconds,
      JobPresence presence,
      double missingShare,
      int slots,
      double lagSeconds) {}

  /** Tells a job that runs from one that is down. */
  enum JobPresence {
    UP,
    DOWN
  }
}

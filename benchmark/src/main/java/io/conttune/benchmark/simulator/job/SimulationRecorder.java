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
   * @param life tells whether the job runs
   * @param supply tells whether the job can process the records that are produced
   * @param slots that it takes
   * @param backlogSeconds the largest backlog at its end, in seconds of its source's present rate
   */
  record Span(
      Instant from, double seconds, Life life, Supply supply, int slots, double backlogSeconds) {}

  /** Tells a job that runs from one that is down. */
  enum Life {
    UP,
    DOWN
  }

  /** Tells a job that keeps up with its input from one that falls behind. */
  enum Supply {
    SUFFICIENT,
    SHORT
  }
}

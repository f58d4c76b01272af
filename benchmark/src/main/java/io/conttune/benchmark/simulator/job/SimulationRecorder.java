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
   * @param life whether the job runs
   * @param supply whether it could process what is produced
   * @param slots that it takes
   * @param backlogSeconds the largest backlog at its end, in seconds of its source's present rate
   */
  record Span(
      Instant from, double seconds, Life life, Supply supply, int slots, double backlogSeconds) {}

  /** Whether a job runs. */
  enum Life {
    UP,
    DOWN
  }

  /** Whether what a job processes keeps up with what is produced for it. */
  enum Supply {
    SUFFICIENT,
    SHORT
  }
}

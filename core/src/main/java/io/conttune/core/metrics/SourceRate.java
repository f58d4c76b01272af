package io.conttune.core.metrics;

import java.time.Duration;

/** Port: knows the rate at which records arrive for one source of a job. */
@FunctionalInterface
public interface SourceRate {
  /**
   * Asks for the rate now. A failure of any kind is an answer too.
   *
   * @param within the longest time that this may take, above 0
   */
  RateAnswer ask(Duration within);
}

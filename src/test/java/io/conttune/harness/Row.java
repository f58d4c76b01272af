package io.conttune.harness;

import java.util.Set;

/**
 * One row of a table.
 *
 * @param mode what kind of rescale
 * @param config of the trial
 * @param what is done, for a reader
 * @param act does it
 * @param ends the stages that the rescale may end in
 */
record Row(String mode, TrialConfig config, String what, Act act, Set<String> ends) {
  /** There was no rescale: the planner refused it, and the job runs on. */
  static final String NONE = "none";

  /** A row that must end as if nothing had been done. */
  static Row asUsual(String mode, TrialConfig config, String what, Act act) {
    return new Row(mode, config, what, act, Set.of(config.route().end()));
  }

  @Override
  public String toString() {
    return "%s, %s: %s".formatted(mode, config.route(), what);
  }
}

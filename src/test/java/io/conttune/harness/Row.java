package io.conttune.harness;

import io.conttune.core.rescale.Stage;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of a table.
 *
 * @param config of the trial
 * @param what is done, for a reader
 * @param act does it
 * @param ends the stages that the rescale may end in
 * @param says part of what the controller says in the end
 * @param mayReplay whether the job may have read records again
 * @param more what else must be true of the end
 */
record Row(
    TrialConfig config,
    String what,
    Act act,
    Set<String> ends,
    String says,
    boolean mayReplay,
    Consumer<Trial.Outcome> more) {
  /** There was no rescale: the planner refused it, and the job runs on. */
  static final String NONE = "none";

  /** A row that must end as if nothing had been done. A savepoint leaves nothing to be replayed. */
  static Row of(TrialConfig config, String what, Act act) {
    return new Row(
        config,
        what,
        act,
        Set.of(config.route().end()),
        "",
        !config.takesSavepoint(),
        outcome -> {});
  }

  /** Ends in one of these instead. */
  Row endsIn(Stage... others) {
    Set<String> names = Stream.of(others).map(Stage::name).collect(Collectors.toSet());
    return new Row(config, what, act, names, says, mayReplay, more);
  }

  /** There is no rescale, for this reason. */
  Row isRefused(String reason) {
    return new Row(config, what, act, Set.of(NONE), reason, mayReplay, more);
  }

  /** The job fails over by itself, from a checkpoint. */
  Row failsOver() {
    return new Row(config, what, act, ends, says, true, more);
  }

  /** This, too, must be true of the end. */
  Row where(Consumer<Trial.Outcome> check) {
    return new Row(config, what, act, ends, says, mayReplay, check);
  }

  @Override
  public String toString() {
    return "%s, %s: %s".formatted(config.kind(), config.route(), what);
  }
}

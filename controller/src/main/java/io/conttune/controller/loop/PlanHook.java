package io.conttune.controller.loop;

import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import java.util.Objects;

/**
 * Port: asks somebody else about a plan of the tuner before it is carried out. It never waits for
 * an answer: until there is one, the plan is held. Not thread-safe.
 */
@FunctionalInterface
public interface PlanHook {
  /** Nobody is asked. */
  PlanHook NONE = (job, plan) -> new Answer.Go(plan);

  /**
   * The answer about this plan, as far as it is known now.
   *
   * @throws FlinkUnavailableException if the cluster must be asked, and does not answer
   */
  Answer ask(JobSnapshot job, Decision.Rescale plan) throws FlinkUnavailableException;

  /** Gives up a question that waits for its answer, since nobody will look for that. */
  default void giveUp() {}

  /** The fate of a plan. */
  sealed interface Answer {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Go, R, X> go, Case<Hold, R, X> hold) throws X;

    /**
     * It may be carried out.
     *
     * @param plan the same one, or a changed one with the change in its notes
     */
    record Go(Decision.Rescale plan) implements Answer {
      public Go {
        Objects.requireNonNull(plan, "plan");
      }

      @Override
      public <R, X extends Exception> R match(Case<Go, R, X> go, Case<Hold, R, X> hold) throws X {
        return go.of(this);
      }
    }

    /**
     * It is not carried out now.
     *
     * @param reason one sentence for a person
     */
    record Hold(String reason) implements Answer {
      public Hold {
        Require.text("reason", reason);
      }

      @Override
      public <R, X extends Exception> R match(Case<Go, R, X> go, Case<Hold, R, X> hold) throws X {
        return hold.of(this);
      }
    }
  }
}

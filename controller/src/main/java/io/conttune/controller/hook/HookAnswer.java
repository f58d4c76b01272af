package io.conttune.controller.hook;

import io.conttune.core.Case;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.PlanId;
import java.util.Objects;

/**
 * The end of one question to a program of the user's.
 *
 * @param plan that it was asked about
 * @param said what it has answered
 * @param given when it came to that
 */
record HookAnswer(PlanId plan, Said said, Stopwatch given) {
  HookAnswer {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(given, "given");
  }

  /** An answer that is given now. */
  static HookAnswer now(PlanId plan, Said said, SteadyClock clock) {
    return new HookAnswer(plan, said, Stopwatch.start(clock));
  }

  /** Whether the program has said something, be it understood or not. */
  boolean isThere() {
    return said.match(clear -> true, unclear -> true, nothing -> false);
  }

  /** The words of an answer. */
  sealed interface Said {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(
        Case<Clear, R, X> clear, Case<Unclear, R, X> unclear, Case<Nothing, R, X> nothing) throws X;

    /** It was understood. */
    record Clear(PlanVerdict reply) implements Said {
      public Clear {
        Objects.requireNonNull(reply, "reply");
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Clear, R, X> clear, Case<Unclear, R, X> unclear, Case<Nothing, R, X> nothing)
          throws X {
        return clear.of(this);
      }
    }

    /**
     * It was not understood. Somebody may have meant that the plan must wait.
     *
     * @param reason for a person
     */
    record Unclear(String reason) implements Said {
      public Unclear {
        Objects.requireNonNull(reason, "reason");
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Clear, R, X> clear, Case<Unclear, R, X> unclear, Case<Nothing, R, X> nothing)
          throws X {
        return unclear.of(this);
      }
    }

    /**
     * There was none.
     *
     * @param reason for a person
     */
    record Nothing(String reason) implements Said {
      public Nothing {
        Objects.requireNonNull(reason, "reason");
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Clear, R, X> clear, Case<Unclear, R, X> unclear, Case<Nothing, R, X> nothing)
          throws X {
        return nothing.of(this);
      }
    }
  }
}

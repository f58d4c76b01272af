package io.conttune.core.tuning;

import io.conttune.core.Case;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tuner's decision: to redeploy the job with other parallelisms, or to leave it alone. */
public sealed interface Decision {
  /** One sentence for a person. */
  String reason();

  /** The measurements and candidates that it rests on. */
  Evidence evidence();

  /** The same decision, with these notes after those of its evidence. */
  Decision noting(List<String> notes);

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Rescale, R, X> rescale, Case<Hold, R, X> hold) throws X;

  /**
   * Redeploy the job.
   *
   * @param step the step of the method that asks for it
   * @param parallelism of every vertex of the graph, changed or not
   */
  record Rescale(Step step, Map<OperatorId, Integer> parallelism, String reason, Evidence evidence)
      implements Decision {
    public Rescale {
      Objects.requireNonNull(step, "step");
      parallelism = Map.copyOf(parallelism);
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(evidence, "evidence");
    }

    @Override
    public Rescale noting(List<String> notes) {
      return new Rescale(step, parallelism, reason, evidence.noting(notes));
    }

    @Override
    public <R, X extends Exception> R match(Case<Rescale, R, X> rescale, Case<Hold, R, X> hold)
        throws X {
      return rescale.of(this);
    }
  }

  /** Leave the job as it is. */
  record Hold(HoldReason cause, String reason, Evidence evidence) implements Decision {
    public Hold {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(evidence, "evidence");
    }

    @Override
    public Hold noting(List<String> notes) {
      return new Hold(cause, reason, evidence.noting(notes));
    }

    @Override
    public <R, X extends Exception> R match(Case<Rescale, R, X> rescale, Case<Hold, R, X> hold)
        throws X {
      return hold.of(this);
    }
  }

  /** The steps that redeploy a job. */
  enum Step {
    /** Clears backpressure by giving every operator p_max [ContTune Alg. 1]. */
    BIG,
    /** Fits the parallelism to the rate [ContTune Alg. 2]. */
    SMALL,
    /** A step of the linear method alone [DS2]. */
    LINEAR,
    /** Gives a job without traffic its least parallelism. */
    IDLE,
    /** Gives a job what a person asks for. */
    BY_HAND,
    /** Gives operators the least parallelism that the job's owner requires at this time of day. */
    GUARD_RAIL,
    /** What a tuner of the user's asks for. */
    EXTENSION
  }

  /** The reason why a tuner leaves a job alone. */
  enum HoldReason {
    /** The wanted parallelism is the present one. */
    FITS,
    /** The change is smaller than the decision threshold. */
    BELOW_THRESHOLD,
    /** The job falls behind, but so slowly that it keeps the lag that the user asks for. */
    WITHIN_OBJECTIVE,
    /** A backlog is being worked off. */
    CATCHING_UP,
    /** The job is short, but may not grow any further. */
    AT_LIMIT,
    /** The job is short, and more subtasks of what limits it have brought nothing. */
    NO_GAIN,
    /** A source falls behind though nothing behind it holds it up. */
    SLOW_SOURCE,
    /** Rates or selectivities cannot be told from what was measured. */
    UNKNOWN_RATES,
    /** The load changed within the window: its mean is neither the old rate nor the new. */
    UNSTEADY_RATES,
    /** Not enough windows since the last redeployment, or not enough that agree. */
    NOT_CONFIRMED,
    /** A tuner of the user's has failed, hangs, or has proposed what cannot be. */
    EXTENSION_FAILED
  }
}

package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.Objects;

/** The cluster's answer to a launch. */
public sealed interface Submission {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Accepted, R, X> accepted,
      Case<Claimed, R, X> claimed,
      Case<Pending, R, X> pending,
      Case<Refused, R, X> refused)
      throws X;

  /**
   * The job is on the cluster, from this call or an earlier one.
   *
   * @param jobId its id at Flink: the one asked for, unless the cluster gave it another
   */
  record Accepted(String jobId) implements Submission {
    public Accepted {
      Require.text("job id", jobId);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted,
        Case<Claimed, R, X> claimed,
        Case<Pending, R, X> pending,
        Case<Refused, R, X> refused)
        throws X {
      return accepted.of(this);
    }
  }

  /**
   * Nothing was begun yet, or it was begun since the claim before: ask again once this claim is in
   * the journal.
   */
  record Claimed(LaunchClaim claim) implements Submission {
    public Claimed {
      Objects.requireNonNull(claim, "claim");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted,
        Case<Claimed, R, X> claimed,
        Case<Pending, R, X> pending,
        Case<Refused, R, X> refused)
        throws X {
      return claimed.of(this);
    }
  }

  /** The launch is under way and has not come to an end; ask again. */
  record Pending() implements Submission {
    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted,
        Case<Claimed, R, X> claimed,
        Case<Pending, R, X> pending,
        Case<Refused, R, X> refused)
        throws X {
      return pending.of(this);
    }
  }

  /** The job is not on the cluster, for this reason. */
  record Refused(String cause) implements Submission {
    public Refused {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Accepted, R, X> accepted,
        Case<Claimed, R, X> claimed,
        Case<Pending, R, X> pending,
        Case<Refused, R, X> refused)
        throws X {
      return refused.of(this);
    }
  }
}

package io.conttune.core.rescale;

import java.util.Objects;

/** What the cluster said to a launch. */
public sealed interface Submission {
  /** The job is on the cluster under the id asked for, from this call or an earlier one. */
  record Accepted() implements Submission {}

  /** The job is not on the cluster, for this reason. */
  record Refused(String cause) implements Submission {
    public Refused {
      Objects.requireNonNull(cause, "cause");
    }
  }
}

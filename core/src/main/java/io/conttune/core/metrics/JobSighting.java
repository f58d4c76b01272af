package io.conttune.core.metrics;

import java.util.Objects;

/** What a look at the cluster for one job came to. */
public sealed interface JobSighting {
  /** The job is there. */
  record Seen(JobSnapshot snapshot) implements JobSighting {
    public Seen {
      Objects.requireNonNull(snapshot, "snapshot");
    }
  }

  /**
   * The cluster answered, and there is no such job to tune.
   *
   * @param reason for a person: none of this name (and which there are), several of this name,
   *     ended
   */
  record NotSeen(String reason) implements JobSighting {
    public NotSeen {
      Objects.requireNonNull(reason, "reason");
    }
  }
}

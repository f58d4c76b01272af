package io.conttune.core.metrics;

import java.util.List;
import java.util.Objects;

/** What a look at the cluster for one job came to. */
public sealed interface JobSighting {
  /** The ids of the runs of this job that have not ended, as far as they matter. */
  List<String> live();

  /** The job is there. */
  record Seen(JobSnapshot snapshot) implements JobSighting {
    public Seen {
      Objects.requireNonNull(snapshot, "snapshot");
    }

    @Override
    public List<String> live() {
      return List.of(snapshot.jobId());
    }
  }

  /**
   * The cluster answered, and there is no such job to tune.
   *
   * @param reason for a person: none of this name (and which there are), several of this name,
   *     ended
   * @param live the ids of all runs of this name that have not ended, where there are several
   */
  record NotSeen(String reason, List<String> live) implements JobSighting {
    public NotSeen {
      Objects.requireNonNull(reason, "reason");
      live = List.copyOf(live);
    }

    /** There is none, or it is none to tune. */
    public NotSeen(String reason) {
      this(reason, List.of());
    }
  }
}

package io.conttune.core.metrics;

import io.conttune.core.Require;
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
   * @param reason for a person, with what to do
   * @param cause what there is instead
   */
  record NotSeen(String reason, Cause cause) implements JobSighting {
    public NotSeen {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(cause, "cause");
    }

    /** There is none that is live. */
    public NotSeen(String reason) {
      this(reason, new NoJob());
    }

    @Override
    public List<String> live() {
      if (cause instanceof Untunable run) {
        return List.of(run.jobId());
      }
      return cause instanceof Several several ? several.jobIds() : List.of();
    }
  }

  /** What there is instead of one job to tune. */
  sealed interface Cause {}

  /** No run that is live. */
  record NoJob() implements Cause {}

  /** One live run, which cannot be tuned now: it is starting, or runs in BATCH mode. */
  record Untunable(String jobId) implements Cause {
    public Untunable {
      Require.text("job id", jobId);
    }
  }

  /** No run is live, and the last one of this name is known to have ended so. */
  record Ended(String jobId, JobState state) implements Cause {
    public Ended {
      Require.text("job id", jobId);
      Objects.requireNonNull(state, "state");
    }
  }

  /** Several live runs, of which none is known to be the one that is meant. */
  record Several(List<String> jobIds) implements Cause {
    public Several {
      jobIds = List.copyOf(jobIds);
    }
  }
}

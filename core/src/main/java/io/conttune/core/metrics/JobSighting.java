package io.conttune.core.metrics;

import io.conttune.core.Case;
import io.conttune.core.Require;
import java.util.List;
import java.util.Objects;

/** The result of looking for one job on the cluster. */
public sealed interface JobSighting {
  /** The ids of the runs of this job that have not ended, as far as they matter. */
  List<String> live();

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Seen, R, X> seen, Case<NotSeen, R, X> notSeen) throws X;

  /** The job is there. */
  record Seen(JobSnapshot snapshot) implements JobSighting {
    public Seen {
      Objects.requireNonNull(snapshot, "snapshot");
    }

    @Override
    public List<String> live() {
      return List.of(snapshot.jobId());
    }

    @Override
    public <R, X extends Exception> R match(Case<Seen, R, X> seen, Case<NotSeen, R, X> notSeen)
        throws X {
      return seen.of(this);
    }
  }

  /**
   * The cluster answered, and there is no such job to tune.
   *
   * @param reason for a person, with what to do
   * @param cause the runs that there are instead
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
      return cause.match(
          noJob -> List.of(),
          untunable -> List.of(untunable.jobId()),
          ended -> List.of(),
          Several::jobIds);
    }

    @Override
    public <R, X extends Exception> R match(Case<Seen, R, X> seen, Case<NotSeen, R, X> notSeen)
        throws X {
      return notSeen.of(this);
    }
  }

  /** The reason for which there is no job to tune. */
  sealed interface Cause {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(
        Case<NoJob, R, X> noJob,
        Case<Untunable, R, X> untunable,
        Case<Ended, R, X> ended,
        Case<Several, R, X> several)
        throws X;
  }

  /** No run that is live. */
  record NoJob() implements Cause {
    @Override
    public <R, X extends Exception> R match(
        Case<NoJob, R, X> noJob,
        Case<Untunable, R, X> untunable,
        Case<Ended, R, X> ended,
        Case<Several, R, X> several)
        throws X {
      return noJob.of(this);
    }
  }

  /** One live run, which cannot be tuned now: it is starting, or runs in BATCH mode. */
  record Untunable(String jobId) implements Cause {
    public Untunable {
      Require.text("job id", jobId);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<NoJob, R, X> noJob,
        Case<Untunable, R, X> untunable,
        Case<Ended, R, X> ended,
        Case<Several, R, X> several)
        throws X {
      return untunable.of(this);
    }
  }

  /** No run is live, and the last one of this name is known to have ended so. */
  record Ended(String jobId, JobState state) implements Cause {
    public Ended {
      Require.text("job id", jobId);
      Objects.requireNonNull(state, "state");
    }

    @Override
    public <R, X extends Exception> R match(
        Case<NoJob, R, X> noJob,
        Case<Untunable, R, X> untunable,
        Case<Ended, R, X> ended,
        Case<Several, R, X> several)
        throws X {
      return ended.of(this);
    }
  }

  /** Several live runs, of which none is known to be the one that is meant. */
  record Several(List<String> jobIds) implements Cause {
    public Several {
      jobIds = List.copyOf(jobIds);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<NoJob, R, X> noJob,
        Case<Untunable, R, X> untunable,
        Case<Ended, R, X> ended,
        Case<Several, R, X> several)
        throws X {
      return several.of(this);
    }
  }
}

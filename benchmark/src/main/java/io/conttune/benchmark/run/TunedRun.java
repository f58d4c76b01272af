package io.conttune.benchmark.run;

import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets the control loop tune a query until its input ends, and notes what is seen. */
public final class TunedRun {
  private static final Duration PATIENCE_AFTER_END = Duration.ofSeconds(60);

  private final QueryOnFlink job;
  private final JobController controller;
  private final Pace pace;
  private final SteadyClock clock;
  private final Timeline timeline;
  private final InputEnd inputEnd;

  /** A run of a job that was started. */
  public TunedRun(QueryOnFlink job, JobController controller, Pace pace, SteadyClock clock) {
    this.job = job;
    this.controller = controller;
    this.pace = pace;
    this.clock = clock;
    this.timeline = new Timeline(job.launch().total());
    this.inputEnd = new InputEnd(timeline.schedule().end(), clock);
  }

  /** Is told of each step of the loop. */
  @FunctionalInterface
  public interface Watcher {
    /** After a step, which is in the timeline already. */
    void stepped(StepOutcome outcome, Timeline timeline, Instant now);
  }

  /**
   * Runs to the end of the job.
   *
   * @throws IOException if the job ends in any other way than FINISHED, or does not end at all
   */
  public Timeline toEnd(Watcher watcher)
      throws FlinkUnavailableException, InterruptedException, IOException {
    TimelineRecorder recorder = new TimelineRecorder(timeline, job::ended);
    while (true) {
      StepOutcome outcome = controller.step();
      recorder.record(outcome);
      watcher.stepped(outcome, timeline, clock.instant());
      if (outcome.isWaiting() && isOver()) {
        return timeline;
      }
      checkNotStuck();
      TimeUnit.MILLISECONDS.sleep(pace.after(outcome).toMillis());
    }
  }

  private boolean isOver() throws FlinkUnavailableException, IOException {
    Optional<JobState> state = job.state();
    boolean ended = state.filter(JobState::isTerminal).isPresent();
    if (ended && !state.equals(Optional.of(JobState.FINISHED))) {
      throw new IOException("the job ended " + state.get() + " instead of FINISHED");
    }
    return ended && inputEnd.isReached();
  }

  private void checkNotStuck() throws IOException {
    if (inputEnd.isLongAgo(PATIENCE_AFTER_END)) {
      throw new IOException(
          "the job has not finished %d s after the end of its input"
              .formatted(PATIENCE_AFTER_END.toSeconds()));
    }
  }
}

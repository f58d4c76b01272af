package io.conttune.controller.loop;

import io.conttune.collector.WindowResult;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.objective.JobLag;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.objective.LagDiary;
import io.conttune.core.objective.Objective;
import io.conttune.core.time.SteadyClock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches if a job keeps its objective. While the job is up, the backlog of its sources tells the
 * lag; while it is down, the lag grows by all the time. It knows what this process has seen. Not
 * thread-safe.
 */
final class ObjectiveWatch {
  private static final String NOT_SEEN = "how far the objective is kept is not known yet";
  private static final String UNTOLD =
      "how far the objective is kept is not known, because a source does not tell its backlog";

  private final Optional<Objective> objective;
  private final Optional<LagDiary> diary;
  private final SteadyClock clock;
  private JobLag lag = JobLag.UNKNOWN;
  private String unknown = NOT_SEEN;

  /**
   * A watch that has seen nothing yet.
   *
   * @param objective empty for a job of which none is asked
   */
  ObjectiveWatch(Optional<Objective> objective, SteadyClock clock) {
    this.objective = objective;
    this.diary = objective.map(LagDiary::new);
    this.clock = clock;
  }

  /** The job was seen now, and this is what its window tells. */
  void see(JobSnapshot look, WindowResult window) {
    window
        .match(ready -> measured(look.graph(), ready.metrics()), notReady -> lag.seconds(look))
        .ifPresent(seconds -> diary.ifPresent(known -> known.note(clock.elapsed(), seconds)));
  }

  private OptionalDouble measured(JobGraph graph, JobMetrics window) {
    lag = lag.after(graph, window);
    OptionalDouble seconds = lag.seconds(graph, window);
    if (seconds.isEmpty()) {
      diary.ifPresent(LagDiary::forget);
      unknown = UNTOLD;
    }
    return seconds;
  }

  /** The job has not been at work since it was looked at last. */
  void seeDown() {
    diary.ifPresent(known -> known.noteDown(clock.elapsed()));
  }

  /** How far the objective was kept until now; empty if there is none, or nobody knows. */
  Optional<KeptObjective> kept() {
    return diary.flatMap(known -> known.kept(clock.elapsed()));
  }

  /** The same for the evidence of a decision. */
  List<String> notes() {
    return objective.map(asked -> kept().map(KeptObjective::sentence).orElse(unknown)).stream()
        .toList();
  }
}

package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: turns a decision into a plan, and looks for what would make it fail while the job still
 * runs.
 */
public interface RescalePlanner {
  /**
   * Plans a rescale without changing any job; the cluster may be given the jar that it needs.
   *
   * @param job as it runs
   * @param metrics of its last window
   * @param rescale the decision to carry out
   * @param stateAfterwards the tuner's memory once it is carried out
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Planning plan(
      JobSnapshot job, JobMetrics metrics, Decision.Rescale rescale, TunerState stateAfterwards)
      throws FlinkUnavailableException;

  /**
   * The same unfinished rescale, launched as the configuration says now. Empty if the configuration
   * still says what the rescale was planned with.
   *
   * @param rescale the rescale, whose job is down
   * @param graph the job as it ran before the rescale
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<RescaleEntry> corrected(RescaleEntry rescale, JobGraph graph)
      throws FlinkUnavailableException;

  /** A plan, or why there is none. */
  sealed interface Planning {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Planned, R, X> planned, Case<Obstructed, R, X> obstructed)
        throws X;

    /**
     * A plan in which no obstacle was found.
     *
     * @param notes what a person should know of it, a sentence each
     */
    record Planned(RescalePlan plan, List<String> notes) implements Planning {
      public Planned {
        Objects.requireNonNull(plan, "plan");
        notes = List.copyOf(notes);
      }

      /** A plan of which there is nothing to note. */
      public Planned(RescalePlan plan) {
        this(plan, List.of());
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Planned, R, X> planned, Case<Obstructed, R, X> obstructed) throws X {
        return planned.of(this);
      }
    }

    /** One sentence per obstacle, each saying what to do about it; at least one. */
    record Obstructed(List<String> obstacles) implements Planning {
      public Obstructed {
        obstacles = List.copyOf(obstacles);
        if (obstacles.isEmpty()) {
          throw new IllegalArgumentException("without an obstacle there is a plan");
        }
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Planned, R, X> planned, Case<Obstructed, R, X> obstructed) throws X {
        return obstructed.of(this);
      }
    }
  }
}

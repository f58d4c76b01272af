package io.conttune.core.tuning;

import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Computes the least and the greatest parallelism of each vertex of a job as it runs now. */
@FunctionalInterface
public interface LimitsOf {
  /**
   * The bounds of every vertex, or why the configuration does not fit this job.
   *
   * @throws FlinkUnavailableException if the cluster must be asked, and does not answer
   */
  Fit limits(JobSnapshot snapshot) throws FlinkUnavailableException;

  /** The bounds of every vertex, or the faults of the configuration. */
  sealed interface Fit {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Known, R, X> known, Case<Misfit, R, X> misfit) throws X;

    /**
     * The bounds of every vertex.
     *
     * @param notes one sentence for each setting of the user that could not be kept, for a person
     * @param ceilings by vertex, what keeps it from growing beyond its bounds and what would lift
     *     that, for a person
     */
    record Known(Limits limits, List<String> notes, Map<OperatorId, String> ceilings)
        implements Fit {
      public Known {
        Objects.requireNonNull(limits, "limits");
        notes = List.copyOf(notes);
        ceilings = Map.copyOf(ceilings);
      }

      /** Bounds of which nobody asks what would lift them. */
      public Known(Limits limits, List<String> notes) {
        this(limits, notes, Map.of());
      }

      @Override
      public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Misfit, R, X> misfit)
          throws X {
        return known.of(this);
      }
    }

    /** The configuration does not fit the job: one sentence per fault, each with the candidates. */
    record Misfit(List<String> faults) implements Fit {
      public Misfit {
        faults = List.copyOf(faults);
      }

      @Override
      public <R, X extends Exception> R match(Case<Known, R, X> known, Case<Misfit, R, X> misfit)
          throws X {
        return misfit.of(this);
      }
    }
  }
}

package io.conttune.controller.loop;

import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.tuning.Limits;
import java.util.List;
import java.util.Objects;

/** What bounds the parallelism of a job, given how it runs now. */
@FunctionalInterface
public interface LimitsOf {
  /** The bounds of every vertex, or why the configuration does not fit this job. */
  Answer limits(JobSnapshot snapshot);

  /** Bounds, or faults. */
  sealed interface Answer {
    /** The bounds of every vertex. */
    record Known(Limits limits) implements Answer {
      public Known {
        Objects.requireNonNull(limits, "limits");
      }
    }

    /** One sentence per fault, each naming the candidates. */
    record Misfit(List<String> faults) implements Answer {
      public Misfit {
        faults = List.copyOf(faults);
      }
    }
  }
}

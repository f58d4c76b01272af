package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: the parallelism that a running job asks its scheduler for. Flink's adaptive scheduler (1.18
 * and later) carries a change out by itself, without another run of the job.
 */
public interface ResourceRequirements {
  /**
   * What a running job asks for, of every vertex; empty if its scheduler, its Flink or it being
   * gone does not let it ask.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Map<OperatorId, ParallelismRange>> of(String jobId) throws FlinkUnavailableException;

  /**
   * Asks for another parallelism; to ask for the same twice changes nothing more. That it was
   * accepted does not say that, or when, the job gets it.
   *
   * @param ranges of every vertex of the job
   * @throws FlinkUnavailableException if it cannot be told whether the call arrived; call again
   */
  ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException;

  /** What the scheduler said to a change. */
  sealed interface ChangeReply {
    /** It will see to it. */
    record Accepted() implements ChangeReply {}

    /** Nothing was changed, for this reason. */
    record Refused(String cause) implements ChangeReply {
      public Refused {
        Objects.requireNonNull(cause, "cause");
      }
    }
  }

  /** A cluster on which no job can ask. */
  ResourceRequirements NONE =
      new ResourceRequirements() {
        @Override
        public Optional<Map<OperatorId, ParallelismRange>> of(String jobId) {
          return Optional.empty();
        }

        @Override
        public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges) {
          return new ChangeReply.Refused("this cluster rescales no job in place");
        }
      };
}

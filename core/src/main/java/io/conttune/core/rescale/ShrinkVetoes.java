package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: tells what speaks against taking subtasks from a job. It is asked only when that is about
 * to be planned.
 */
@FunctionalInterface
public interface ShrinkVetoes {
  /** Nothing ever does. */
  ShrinkVetoes NONE = (job, wanted) -> new Answer(List.of(), List.of());

  /**
   * What speaks now against giving the job this parallelism, as far as it is a smaller one.
   *
   * @param wanted parallelism of every vertex
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Answer against(JobSnapshot job, Map<OperatorId, Integer> wanted) throws FlinkUnavailableException;

  /**
   * One thing that speaks against it.
   *
   * @param operator whose subtasks are to stay; empty for those of all operators
   * @param sentence for a person, with the value and its bound
   */
  record Veto(Optional<OperatorId> operator, String sentence) {
    public Veto {
      Objects.requireNonNull(operator, "operator");
      Require.text("sentence", sentence);
    }
  }

  /**
   * All that is known.
   *
   * @param vetoes what speaks against it
   * @param untold one sentence for each thing that was to be looked at and that Flink does not tell
   */
  record Answer(List<Veto> vetoes, List<String> untold) {
    public Answer {
      vetoes = List.copyOf(vetoes);
      untold = List.copyOf(untold);
    }
  }
}

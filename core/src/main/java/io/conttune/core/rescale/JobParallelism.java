package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import java.util.Optional;
import java.util.Set;

/** Port: tells which operators follow the one parallelism that a job is started with. */
@FunctionalInterface
public interface JobParallelism {
  /**
   * The vertices to which the program gives no parallelism of their own.
   *
   * @return empty if every vertex of this run can be given its own, as by a scheduler that rescales
   *     it in place
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  Optional<Followers> followers(JobSnapshot job) throws FlinkUnavailableException;

  /**
   * Vertices that a launch can only give one parallelism together.
   *
   * @param vertices all of them; none if Flink does not tell the parallelism of the job
   * @param least the least parallelism at which the job keeps its vertices, as far as is known
   */
  record Followers(Set<OperatorId> vertices, int least) {
    public Followers {
      vertices = Set.copyOf(vertices);
      Require.atLeast("least parallelism of the job", 1, least);
    }
  }
}

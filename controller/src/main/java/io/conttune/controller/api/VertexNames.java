package io.conttune.controller.api;

import io.conttune.controller.service.status.OperatorStatus;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names of a job's operators, as far as they are known. */
record VertexNames(Map<OperatorId, String> byId) {
  VertexNames {
    byId = Map.copyOf(byId);
  }

  /** The names by which the log speaks of the operators of a run. */
  static VertexNames of(List<OperatorStatus> operators) {
    return new VertexNames(
        operators.stream().collect(Collectors.toMap(OperatorStatus::id, OperatorStatus::name)));
  }

  /** The names that the job has given its vertices. */
  static VertexNames of(JobGraph graph) {
    return new VertexNames(
        graph.vertices().stream().collect(Collectors.toMap(JobVertex::id, JobVertex::name)));
  }

  /** The name of an operator; its id if it is not known. */
  String of(OperatorId id) {
    return byId.getOrDefault(id, id.value());
  }
}

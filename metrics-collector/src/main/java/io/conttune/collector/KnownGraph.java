package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the graph of one job again and again. As long as Flink shows the same plan and the same
 * vertices, the graph is the same object, so that whoever compares it with the one before is done
 * at once. Not thread-safe.
 */
final class KnownGraph {
  private Optional<Shown> last = Optional.empty();

  /**
   * A graph as Flink shows it.
   *
   * @param vertices in the order of the answer
   */
  record Shown(JsonNode plan, JobGraph graph, List<JobVertex> vertices) {
    Shown {
      vertices = List.copyOf(vertices);
    }

    private boolean isIn(JsonNode job) {
      JsonNode now = job.path("vertices");
      if (now.size() != vertices.size() || !plan.equals(job.path("plan"))) {
        return false;
      }
      for (int i = 0; i < now.size(); i++) {
        if (!isShown(vertices.get(i), now.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean isShown(JobVertex vertex, JsonNode now) {
      return vertex.id().value().equals(now.path("id").textValue())
          && vertex.name().equals(now.path("name").textValue())
          && vertex.parallelism() == now.path("parallelism").asInt(0)
          && vertex.maxParallelism().orElse(0) == Math.max(0, now.path("maxParallelism").asInt(0));
    }
  }

  /**
   * The graph that this answer shows.
   *
   * @throws FlinkUnavailableException if the answer is not in the form known from Flink
   */
  Shown read(JsonFields job) throws FlinkUnavailableException {
    Optional<Shown> same = last.filter(known -> known.isIn(job.node()));
    Shown shown = same.isPresent() ? same.get() : anew(job);
    last = Optional.of(shown);
    return shown;
  }

  private static Shown anew(JsonFields job) throws FlinkUnavailableException {
    JobGraph graph = JobGraphReader.read(job);
    List<JobVertex> vertices = new ArrayList<>();
    for (JsonFields vertex : job.objects("vertices")) {
      vertices.add(graph.vertex(new OperatorId(vertex.text("id"))));
    }
    return new Shown(job.node().path("plan"), graph, vertices);
  }
}

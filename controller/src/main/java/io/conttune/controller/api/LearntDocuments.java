package io.conttune.controller.api;

import io.conttune.bigsmall.PartsModel;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.api.document.ModelDocument;
import io.conttune.controller.api.document.ObservationsDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.Limits;
import io.conttune.gp.Model;
import io.conttune.gp.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes documents of what was learnt of a job. */
final class LearntDocuments {
  /** The largest parallelism of a curve. */
  private static final int LONGEST_CURVE = 256;

  private LearntDocuments() {}

  static ObservationsDocument observations(ServedJob served) {
    String job = served.config().job();
    Optional<JobGraph> graph = graph(served);
    VertexNames names = graph.map(VertexNames::of).orElseGet(() -> new VertexNames(Map.of()));
    List<ObservationsDocument.Observed> observed =
        graph.map(known -> history(served, known).observations()).orElse(List.of()).stream()
            .map(
                observation ->
                    new ObservationsDocument.Observed(
                        observation.operator().value(),
                        names.of(observation.operator()),
                        observation.parallelism(),
                        observation.processingAbility(),
                        observation.at()))
            .toList();
    return new ObservationsDocument(job, observed);
  }

  static ModelDocument model(ServedJob served) {
    SurrogateMethod surrogate = surrogate(served.config());
    return new ModelDocument(
        served.config().job(),
        surrogate.word(),
        graph(served).map(graph -> curves(served, graph, surrogate)).orElse(List.of()));
  }

  private static List<ModelDocument.Curve> curves(
      ServedJob served, JobGraph graph, SurrogateMethod surrogate) {
    History history = history(served, graph);
    Map<OperatorId, InputParts> parts = InputParts.ofEach(graph, new Limits(Map.of()));
    return graph.vertices().stream()
        .filter(vertex -> !history.of(vertex.id()).isEmpty())
        .map(vertex -> curve(vertex, history.of(vertex.id()), surrogate, parts.get(vertex.id())))
        .toList();
  }

  private static ModelDocument.Curve curve(
      JobVertex vertex, List<MeanAbility> means, SurrogateMethod surrogate, InputParts parts) {
    Model model = PartsModel.fit(surrogate.surrogate(), means, parts);
    int largest = means.get(means.size() - 1).parallelism();
    int end =
        Math.min(LONGEST_CURVE, surrogate.extrapolates() ? Math.max(8, 2 * largest) : largest);
    return new ModelDocument.Curve(
        vertex.id().value(),
        vertex.name(),
        means.stream()
            .map(
                mean ->
                    new ModelDocument.Mean(
                        mean.parallelism(), mean.processingAbility(), mean.samples()))
            .toList(),
        IntStream.rangeClosed(1, end).mapToObj(at -> point(at, model.predict(at))).toList());
  }

  private static ModelDocument.Point point(int parallelism, Prediction expected) {
    return new ModelDocument.Point(parallelism, expected.mean(), expected.standardDeviation());
  }

  /** Only conttune can draw its curves by rbf. */
  private static SurrogateMethod surrogate(JobConfig config) {
    return config
        .tuner()
        .method()
        .match(
            contTune -> contTune.surrogate(),
            ds2 -> SurrogateMethod.LOGLOG,
            informed -> SurrogateMethod.LOGLOG,
            own -> SurrogateMethod.LOGLOG);
  }

  private static Optional<JobGraph> graph(ServedJob served) {
    return served.stores().seenRuns().seenRun(served.config().job()).map(SeenRun::graph);
  }

  private static History history(ServedJob served, JobGraph graph) {
    return served
        .stores()
        .observations()
        .history(served.config().job(), Fingerprints.of(graph), served.config().tuner().topK());
  }
}

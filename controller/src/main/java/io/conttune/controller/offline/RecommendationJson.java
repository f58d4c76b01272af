package io.conttune.controller.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.conttune.gp.Hyperparameters;
import io.conttune.gp.Prediction;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A recommendation as a JSON document; the names of the components are its fields. */
record RecommendationJson(
    int parallelism,
    boolean suffices,
    double carriedShare,
    String method,
    OptionalInt gpParallelism,
    OptionalInt nearestDistance,
    int ds2Parallelism,
    OptionalInt keyGroups,
    double mean,
    double standardDeviation,
    double lengthScale,
    double signalDeviation,
    double noiseDeviation,
    double negativeLogLikelihood,
    List<CurvePoint> curve) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  record CurvePoint(int parallelism, double mean, double standardDeviation) {}

  RecommendationJson {
    curve = List.copyOf(curve);
  }

  static String write(Recommendation recommendation) {
    try {
      return MAPPER.writeValueAsString(of(recommendation));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recommendation can always be written", e);
    }
  }

  private static RecommendationJson of(Recommendation found) {
    Prediction prediction = found.prediction();
    Hyperparameters fitted = found.model().hyperparameters();
    return new RecommendationJson(
        found.parallelism(),
        found.suffices(),
        found.carriedShare(),
        found.reason() == Recommendation.Reason.TRUSTED ? "gp" : "ds2",
        found
            .acquired()
            .match(pick -> OptionalInt.of(pick.parallelism()), empty -> OptionalInt.empty()),
        found
            .acquired()
            .match(pick -> OptionalInt.of(pick.nearestDistance()), empty -> OptionalInt.empty()),
        found.ds2Parallelism(),
        found.question().parts().number(),
        prediction.mean(),
        prediction.standardDeviation(),
        fitted.lengthScale(),
        fitted.signalDeviation(),
        fitted.noiseDeviation(),
        fitted.negativeLogLikelihood(),
        curve(found));
  }

  private static List<CurvePoint> curve(Recommendation found) {
    return IntStream.rangeClosed(1, found.question().largest())
        .mapToObj(
            parallelism -> {
              Prediction at = found.model().predict(parallelism);
              return new CurvePoint(parallelism, at.mean(), at.standardDeviation());
            })
        .toList();
  }
}

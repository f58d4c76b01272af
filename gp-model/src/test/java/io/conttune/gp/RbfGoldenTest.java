package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RbfGoldenTest {
  @ParameterizedTest
  @ValueSource(strings = {"readme", "linear", "three"})
  void findsTheGlobalOptimumInsideTheBounds(String dataset) {
    RbfFit expected = Golden.parameters(dataset, Golden.GLOBAL);

    Hyperparameters found = new RbfSurrogate().fit(Golden.points(dataset)).hyperparameters();

    assertThat(found.lengthScale()).isCloseTo(expected.length(), withinPercentage(1e-2));
    assertThat(found.signalDeviation()).isCloseTo(expected.signal(), withinPercentage(1e-4));
    assertThat(found.negativeLogLikelihood())
        .isCloseTo(expected.negativeLogLikelihood(), withinPercentage(1e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"readme", "linear", "three"})
  void predictsWhatTheReferencePredicts(String dataset) {
    Model model = new RbfSurrogate().fit(Golden.points(dataset));

    JsonNode expected = Golden.dataset(dataset).path("predictions").path(Golden.GLOBAL);
    for (int i = 1; i < expected.path("p").size(); i++) {
      Prediction prediction = model.predict(expected.path("p").path(i).asInt());
      assertThat(prediction.mean())
          .isCloseTo(expected.path("mu").path(i).asDouble(), withinPercentage(1e-4));
      assertThat(prediction.standardDeviation())
          .isCloseTo(expected.path("sigma").path(i).asDouble(), within(1.0));
    }
  }

  @Test
  void drawsTheReadmeFigureFromItsParameters() {
    RbfFit figure = Golden.parameters("readme", Golden.FIGURE);

    Model model = new RbfModel(SortedPoints.of(Golden.points("readme")), figure);

    JsonNode expected = Golden.dataset("readme").path("predictions").path(Golden.FIGURE);
    for (int i = 1; i < expected.path("p").size(); i++) {
      assertThat(model.predict(i).mean())
          .isCloseTo(expected.path("mu").path(i).asDouble(), withinPercentage(1e-4));
      assertThat(model.predict(i).standardDeviation())
          .isCloseTo(expected.path("sigma").path(i).asDouble(), within(1.0));
    }
  }

  @Test
  void decidesAsTheReference() {
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();

    for (Golden.Decision golden : Golden.decisions(Golden.GLOBAL)) {
      Model model = new RbfSurrogate().fit(Golden.points(golden.dataset()));
      found.add(golden.dataset() + " " + golden.rate() + " " + decide(model, golden.rate()));
      expected.add(
          String.join(
              " ",
              golden.dataset(),
              "" + golden.rate(),
              golden.pick(),
              golden.nearest(),
              golden.gates().toString()));
    }

    assertThat(found).isNotEmpty().containsExactlyElementsOf(expected);
  }

  private static String decide(Model model, double rate) {
    List<Point> points = model.points();
    int max = points.get(points.size() - 1).parallelism();
    Acquired acquired = new ConservativeAcquisition().acquire(model, rate, 1, max);
    if (!(acquired instanceof Acquired.Pick pick)) {
      return "  [DS2, DS2, DS2, DS2]";
    }
    List<String> gates = new ArrayList<>();
    for (int alpha = 0; alpha <= 3; alpha++) {
      gates.add(pick.nearestDistance() <= alpha ? "GP" : "DS2");
    }
    return pick.parallelism() + " " + pick.nearestDistance() + " " + gates;
  }
}

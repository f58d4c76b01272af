package io.conttune.controller.offline.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Plot;
import io.conttune.chart.Vertex;
import io.conttune.controller.offline.Question;
import io.conttune.controller.offline.Recommendation;
import io.conttune.controller.offline.Sample;
import io.conttune.core.tuning.InputParts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationPlotTest {
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(1, 100e3), new Sample(4, 380e3), new Sample(4, 420e3), new Sample(16, 1.3e6));

  private final Recommendation found = recommend(1e6, OptionalInt.empty());

  @Test
  void showsEachPartOfARecommendation() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.empty()).plot();

    assertThat(plot.layers().stream().map(Layer::name))
        .containsExactly(
            "95 % band", "rate", "mean of loglog", "sample", "mean of samples", "recommended");
    assertThat(vertices(plot, "sample")).hasSize(4).contains(new Vertex(4, 0.38));
    assertThat(vertices(plot, "mean of samples")).hasSize(3).contains(new Vertex(4, 0.4));
    assertThat(vertices(plot, "rate")).containsExactly(new Vertex(0, 1), new Vertex(17, 1));
    assertThat(vertices(plot, "mean of loglog")).hasSize(16);
  }

  @Test
  void marksThePickAtItsMean() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.empty()).plot();

    Vertex pick = vertices(plot, "recommended").get(0);
    assertThat(pick.x()).isEqualTo(found.parallelism());
    assertThat(pick.y()).isCloseTo(found.prediction().mean() / 1e6, within(1e-12));
    assertThat(plot.notes().stream().map(Plot.Note::text))
        .containsExactly("1 M records/s", "model: %d subtasks".formatted(found.parallelism()));
  }

  /** One of 16 subtasks does 81250 records/s, and so 24 do 1.95 M. */
  @Test
  void marksWhatDs2PicksOnItsLine() {
    Recommendation linear = recommend(SurrogateMethod.RBF, 1.9e6, OptionalInt.empty());

    Plot plot = new RecommendationPlot("mapper", linear, Optional.empty()).plot();

    assertThat(linear.parallelism()).isEqualTo(24);
    assertThat(vertices(plot, "recommended")).containsExactly(new Vertex(24, 1.95));
    assertThat(plot.notes().get(1).text()).isEqualTo("ds2: 24 subtasks");
  }

  @Test
  void showsWhatDoesNotSufficeWithinTheAxes() {
    Recommendation large = recommend(1e8, OptionalInt.empty());

    Plot plot = new RecommendationPlot("mapper", large, Optional.empty()).plot();

    assertThat(large.parallelism()).isEqualTo(1231);
    assertThat(plot.title())
        .isEqualTo("mapper: nothing up to 1231 subtasks suffices for 100 M records/s");
    assertThat(plot.x().most()).isEqualTo(1232);
    assertThat(vertices(plot, "does not suffice").get(0).x()).isEqualTo(1231);
    assertThat(plot.notes().get(1).text()).matches("1231 subtasks: \\d+ % of the rate");
  }

  @Test
  void drawsTheBandAt1Point96DeviationsAroundTheMean() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.empty()).plot();

    Layer.Band band = (Layer.Band) plot.layers().get(0);
    double deviation = found.model().predict(10).standardDeviation() / 1e6;
    assertThat(band.upper().get(9).y() - band.lower().get(9).y())
        .isCloseTo(2 * 1.96 * deviation, within(1e-12));
  }

  @Test
  void comparesWithTheOtherSurrogateByAThinLine() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.of(SurrogateMethod.RBF)).plot();

    Layer.Line thin = (Layer.Line) layer(plot, "mean of rbf");
    Layer.Line thick = (Layer.Line) layer(plot, "mean of loglog");
    assertThat(thin.style().width()).isLessThan(thick.style().width());
    double mean = SurrogateMethod.RBF.surrogate().fit(found.question().points()).mean(4);
    assertThat(thin.vertices().get(3).y()).isCloseTo(mean / 1e6, within(1e-12));
  }

  @Test
  void namesOperatorAndAnswerInTheTitle() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.empty()).plot();

    assertThat(plot.title())
        .isEqualTo("mapper: %d subtasks for 1 M records/s".formatted(found.parallelism()));
  }

  @Test
  void labelsWholeSubtasksOnly() {
    Plot plot = new RecommendationPlot("mapper", found, Optional.empty()).plot();

    assertThat(plot.x().ticks()).isEqualTo(Axis.Ticks.WHOLE);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, processing ability (records/s)",
    "999, processing ability (records/s)",
    "1000, processing ability (k records/s)",
    "7.4e6, processing ability (M records/s)",
    "2e9, processing ability (G records/s)",
    "3e15, processing ability (T records/s)"
  })
  void choosesAUnitInWhichTicksAreShort(double rate, String label) {
    Question small =
        new Question(
            List.of(new Sample(1, rate / 10)),
            5,
            rate,
            SurrogateMethod.LOGLOG,
            SurrogateMethod.LOGLOG.alpha(),
            1,
            OptionalInt.empty(),
            InputParts.ANY);

    Plot plot = new RecommendationPlot("mapper", Recommendation.of(small), Optional.empty()).plot();

    assertThat(plot.y().label()).isEqualTo(label);
  }

  private static Recommendation recommend(double rate, OptionalInt most) {
    return recommend(SurrogateMethod.LOGLOG, rate, most);
  }

  private static Recommendation recommend(
      SurrogateMethod surrogate, double rate, OptionalInt most) {
    return Recommendation.of(
        new Question(SAMPLES, 5, rate, surrogate, surrogate.alpha(), 16, most, InputParts.ANY));
  }

  private static Layer layer(Plot plot, String name) {
    return plot.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Vertex> vertices(Plot plot, String name) {
    Layer layer = layer(plot, name);
    return layer instanceof Layer.Line line ? line.vertices() : ((Layer.Dots) layer).vertices();
  }
}

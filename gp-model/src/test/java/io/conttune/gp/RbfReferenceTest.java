package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Data other than the paper's; the csv's script, beside it, searches in another way. */
class RbfReferenceTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/reference/rbf_optima.csv", numLinesToSkip = 1)
  void findsTheOptimumAnIndependentSearchFinds(
      long seed, double length, double signal, double negativeLogLikelihood, String data) {
    List<Point> points =
        Arrays.stream(data.split(" "))
            .map(pair -> pair.split(":"))
            .map(pair -> new Point(Integer.parseInt(pair[0]), Double.parseDouble(pair[1]), 1))
            .toList();

    Hyperparameters found = new RbfSurrogate().fit(points).hyperparameters();

    assertThat(found.lengthScale()).as("seed %d", seed).isCloseTo(length, withinPercentage(1e-2));
    assertThat(found.signalDeviation()).isCloseTo(signal, withinPercentage(1e-1));
    assertThat(found.negativeLogLikelihood())
        .isCloseTo(negativeLogLikelihood, withinPercentage(1e-4));
  }
}

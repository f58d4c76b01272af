package io.conttune.gp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumericalToolsTest {
  @Test
  void choleskySolvesWithBothTriangles() {
    Cholesky cholesky = new Cholesky(3);
    double[] matrix = {4, 2, 1, 2, 5, 3, 1, 3, 6};
    System.arraycopy(matrix, 0, cholesky.entries(), 0, 9);
    double[] vector = {1, 2, 3};

    assertThat(cholesky.factor(0)).isTrue();
    cholesky.solveLower(vector);
    cholesky.solveUpper(vector);

    for (int i = 0; i < 3; i++) {
      double product = 0;
      for (int j = 0; j < 3; j++) {
        product += matrix[i * 3 + j] * vector[j];
      }
      assertThat(product).isCloseTo(i + 1, within(1e-12));
    }
    assertThat(cholesky.logDeterminant()).isCloseTo(Math.log(67), within(1e-12));
    // The diagonal minors are 21, 23 and 16.
    assertThat(cholesky.traceOfInverse()).isCloseTo(60.0 / 67, within(1e-12));
  }

  @Test
  void choleskyRefusesWhatIsNotPositiveDefinite() {
    for (double corner : new double[] {4, 3, Double.NaN}) {
      Cholesky cholesky = new Cholesky(2);
      System.arraycopy(new double[] {1, 2, 2, corner}, 0, cholesky.entries(), 0, 4);

      assertThat(cholesky.factor(0)).isFalse();
    }
  }

  @Test
  void brentFindsAMinimumInsideItsInterval() {
    double found = new BrentMinimizer(1e-9).minimum(x -> (x - 1) * (x - 1), 0, 3, 5);

    assertThat(found).isCloseTo(1, within(1e-7));
  }

  @Test
  void brentStopsAtAWallOfInfinity() {
    BrentMinimizer search = new BrentMinimizer(1e-9);

    double below = search.minimum(x -> x > 2 ? Double.POSITIVE_INFINITY : -x, 0, 1, 5);
    double above = search.minimum(x -> x < 2 ? Double.POSITIVE_INFINITY : x, 0, 4, 5);

    assertThat(below).isLessThanOrEqualTo(2).isCloseTo(2, within(1e-7));
    assertThat(above).isGreaterThanOrEqualTo(2).isCloseTo(2, within(1e-7));
  }

  @Test
  void nelderMeadDescendsAndLeavesItsStartAlone() {
    double[] start = {3, -4};

    double[] found =
        new NelderMeadMinimizer(1e-12, 200)
            .minimum(x -> Math.pow(x[0] - 1, 2) + 2 * Math.pow(x[1] - 2, 2), start, 0.5);

    assertThat(found[0]).isCloseTo(1, within(1e-5));
    assertThat(found[1]).isCloseTo(2, within(1e-5));
    assertThat(start).containsExactly(3, -4);
  }

  @Test
  void nelderMeadEndsWhereThereIsNoEnd() {
    int[] calls = new int[1];

    new NelderMeadMinimizer(1e-6, 10)
        .minimum(
            x -> {
              calls[0]++;
              return -x[0];
            },
            new double[1],
            1);

    assertThat(calls[0]).isLessThanOrEqualTo(10);
  }

  @Test
  void nelderMeadEndsWhereNothingIsPossible() {
    double[] found =
        new NelderMeadMinimizer(1e-6, 10)
            .minimum(x -> Double.POSITIVE_INFINITY, new double[] {3, -4}, 1);

    assertThat(found).containsExactly(3, -4);
  }

  @Test
  void weighsAMeanAndAddsSquares() {
    assertThat(SampleStatistics.weightedMean(new double[] {1, 4}, new double[] {2, 1}))
        .isCloseTo(2, within(1e-15));
    assertThat(SampleStatistics.sumOfSquares(new double[] {3, 4})).isEqualTo(25);
  }

  @Test
  void normalIsACertaintyWithoutDeviation() {
    assertThat(new Normal(5, 0).probabilityOfAtLeast(5)).isEqualTo(1);
    assertThat(new Normal(5, 0).probabilityOfAtLeast(5.1)).isZero();
    assertThat(new Normal(5, 2).probabilityOfAtLeast(5)).isCloseTo(0.5, within(1e-12));
    assertThat(new Normal(5, 2).probabilityOfAtLeast(9))
        .isCloseTo(0.02275013194817921, within(1e-12));
    assertThat(new Normal(5, 1e-300).probabilityOfAtLeast(9)).isZero();
  }
}

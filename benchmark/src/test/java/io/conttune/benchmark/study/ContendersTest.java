package io.conttune.benchmark.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContendersTest {
  private static final IntToDoubleFunction USL = new UslCurve(300, 0.04, 0.0006)::processingAbility;

  @Test
  void interpolationFollowsTheLinesFromPointToPointAndBeyond() {
    StudiedModel.Estimate estimate =
        new LinearInterpolation()
            .fit(List.of(new Point(2, 20, 1), new Point(4, 30, 1), new Point(8, 70, 1)));

    assertThat(IntStream.of(1, 2, 3, 4, 6, 8, 10).mapToDouble(estimate::mean).boxed())
        .containsExactly(15.0, 20.0, 25.0, 30.0, 50.0, 70.0, 90.0);
    assertThat(estimate.deviation(3)).isEmpty();
  }

  @Test
  void ds2ScalesTheNearestObservation() {
    StudiedModel.Estimate estimate =
        new Ds2Line().fit(List.of(new Point(2, 20, 1), new Point(8, 40, 1)));

    assertThat(IntStream.of(1, 4, 7, 16).mapToDouble(estimate::mean).boxed())
        .containsExactly(10.0, 40.0, 35.0, 80.0);
  }

  @Test
  void uslFindsTheParametersOfItsOwnCurve() {
    StudiedModel.Estimate estimate = new UslMean().fit(observed(USL, 1, 3, 9, 20));

    for (int parallelism : new int[] {2, 12, 64}) {
      assertThat(estimate.mean(parallelism))
          .isCloseTo(USL.applyAsDouble(parallelism), withinPercentage(1e-6));
    }
  }

  @Test
  void uslTakesNoNegativeCostFromSuperlinearPoints() {
    StudiedModel.Estimate estimate = new UslMean().fit(observed(p -> p * p, 1, 2, 4, 8));

    double before = 0;
    for (int parallelism = 1; parallelism <= 64; parallelism++) {
      assertThat(estimate.mean(parallelism)).isGreaterThan(before);
      before = estimate.mean(parallelism);
    }
  }

  @Test
  void uslWithResidualBendsToWhatUslCannotFollow() {
    IntToDoubleFunction step = p -> 100.0 * (Math.min(p, 10) + 0.4 * Math.max(0, p - 10));
    List<Point> points = observed(step, 1, 3, 5, 8, 10, 12, 16, 20, 28);

    StudiedModel.Estimate plain = new UslMean().fit(points);
    StudiedModel.Estimate bent = new UslWithResidual().fit(points);

    double truth = step.applyAsDouble(14);
    assertThat(Math.abs(bent.mean(14) - truth)).isLessThan(Math.abs(plain.mean(14) - truth));
    assertThat(bent.deviation(14).orElseThrow()).isPositive();
  }

  @Test
  void aSurrogateTakesPartAsItIs() {
    List<Point> points = observed(USL, 1, 3, 9);
    Model model = new LogLogSurrogate().fit(points);

    StudiedModel contender = new SurrogateContender(new LogLogSurrogate());

    assertThat(contender.name()).isEqualTo("loglog");
    assertThat(contender.fit(points).mean(5)).isEqualTo(model.mean(5));
    assertThat(contender.fit(points).deviation(5)).hasValue(model.predict(5).standardDeviation());
  }

  private static List<Point> observed(IntToDoubleFunction curve, int... parallelisms) {
    return IntStream.of(parallelisms)
        .mapToObj(p -> new Point(p, curve.applyAsDouble(p), 1))
        .toList();
  }
}

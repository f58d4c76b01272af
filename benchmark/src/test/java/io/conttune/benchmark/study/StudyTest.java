package io.conttune.benchmark.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.ContTuneRun;
import io.conttune.gp.Point;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyTest {
  private static final List<Point> TEN =
      IntStream.rangeClosed(1, 10).mapToObj(p -> new Point(p, 10 * p, 1)).toList();

  @ParameterizedTest
  @EnumSource(HoldingBack.class)
  void neverShowsWhatItAsksFor(HoldingBack way) {
    List<HoldingBack.Split> splits = way.splits(TEN, 7);

    assertThat(splits).isNotEmpty().isEqualTo(way.splits(TEN, 7));
    for (HoldingBack.Split split : splits) {
      assertThat(split.asked()).isNotEmpty().doesNotContainAnyElementsOf(split.seen());
      assertThat(split.seen()).hasSizeGreaterThanOrEqualTo(2).isSubsetOf(TEN);
    }
  }

  @Test
  void holdsBackAsManyAsTheNamesSay() {
    assertThat(HoldingBack.LEAVE_1.splits(TEN, 1)).hasSize(10).allMatch(s -> s.asked().size() == 1);
    assertThat(HoldingBack.LEAVE_3.splits(TEN, 1)).allMatch(s -> s.asked().size() == 3);
    assertThat(HoldingBack.LEAVE_6.splits(TEN, 1)).allMatch(s -> s.asked().size() == 6);
    HoldingBack.Split last = HoldingBack.NEXT_2.splits(TEN, 1).get(6);
    assertThat(last.seen()).isEqualTo(TEN.subList(0, 8));
    assertThat(last.asked()).isEqualTo(TEN.subList(8, 10));
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void drawsTheSameHistoryFromTheSameSeedAndNoneTwice(Shape shape) {
    HashSet<List<Point>> drawn = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (Shape.Parameters parameters : Shape.Parameters.values()) {
        PredictionTask trial = PredictionTask.drawn(shape, parameters, 0.03, seed);

        assertThat(PredictionTask.drawn(shape, parameters, 0.03, seed).points())
            .isEqualTo(trial.points());
        drawn.add(trial.points());
        for (Point point : trial.points()) {
          double truth = trial.truth().applyAsDouble(point.parallelism());
          assertThat(point.processingAbility() / truth).isBetween(0.85, 1.15);
        }
      }
    }
    assertThat(drawn).hasSize(40);
  }

  @Test
  void heldOutParametersAreOutsideOfTheDevelopmentRange() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      double development = Shape.Parameters.DEVELOPMENT.between(random, 0, 1, 2, 3);
      double heldOut = Shape.Parameters.HELD_OUT.between(random, 0, 1, 2, 3);

      assertThat(development).isBetween(0.0, 1.0);
      assertThat(heldOut).isBetween(2.0, 3.0);
    }
  }

  @Test
  void scoresRelativeErrorsAndCoverage() {
    PredictionErrors score = new PredictionErrors();

    score.add(estimate(110, 4), 1, 100);
    score.add(estimate(70, 20), 1, 100);

    assertThat(score.meanError()).isCloseTo(0.2, within(1e-12));
    assertThat(score.coverage()).hasValue(0.5);
    assertThat(new PredictionErrors().coverage()).isEmpty();
  }

  @Test
  void aPerfectContenderHasNoErrorOnALine() {
    StudyTable table = new Study(Shape.Parameters.HELD_OUT, 1, 1).tables(TEN).get(0);

    String interpolation =
        table.lines().stream()
            .filter(line -> line.contains("interpolation"))
            .findFirst()
            .orElse("");

    assertThat(interpolation).isEqualTo("| interpolation | 0.0 | 0.0 | 0.0 | 0.0 |");
  }

  @Test
  void studiesTheHistoryOfTheExample() throws IOException {
    List<String> rows = new ArrayList<>(List.of("parallelism,processing_ability"));
    Mapper.POINTS.forEach(p -> rows.add(p.parallelism() + "," + plain(p.processingAbility())));

    assertThat(Files.readAllLines(Path.of("../docs/examples/q1-mapper.csv"))).isEqualTo(rows);
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).toPlainString();
  }

  @Test
  void printsItsSeedsAndTheSameTablesAgain() {
    ContTuneRun one = ContTuneRun.of("study", "--seeds=1", "--seed=5", "--curves=development");
    ContTuneRun two = ContTuneRun.of("study", "--seeds=1", "--seed=5", "--curves=development");

    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).startsWith("seeds 5 to 5, parameters development\n").contains("| rbf |");
    assertThat(two.out()).isEqualTo(one.out());
  }

  @Test
  void refusesNoHistories() {
    ContTuneRun run = ContTuneRun.of("study", "--seeds=0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "command line: --seeds: expected a number from 1 to 1000, got 0;"
                + " see conttune study --help\n");
  }

  private static StudiedModel.Estimate estimate(double mean, double deviation) {
    return new StudiedModel.Estimate() {
      @Override
      public double mean(int parallelism) {
        return mean;
      }

      @Override
      public OptionalDouble deviation(int parallelism) {
        return OptionalDouble.of(deviation);
      }
    };
  }
}

package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Predicts the operators of Nexmark that others have measured; see {@code nexmark/SOURCE.md}. */
class MeasuredCurvesTest {
  private static final List<String> OPERATORS =
      List.of("q1-calc", "q1-sink", "q2-calc", "q11-calc", "q11-window");

  private final Surrogate surrogate = new LogLogSurrogate();

  /** One prediction of a measured point, by a model that has not seen it. */
  private record Case(String operator, int seen, int parallelism, double relativeError) {}

  @Test
  void promisesNoMoreThanATenthTooMuchOfFewerSubtasks() throws IOException {
    assertThat(downwards()).filteredOn(each -> each.relativeError > 0.1).isEmpty();
  }

  @Test
  void missesWhatFewerSubtasksDoBySevenPercentOnAverage() throws IOException {
    double mean =
        downwards().stream().mapToDouble(each -> Math.abs(each.relativeError)).average().orElse(1);

    assertThat(mean).isLessThan(0.07);
  }

  /** It errs to the safe side: more subtasks than are needed, and at most by a seventh. */
  @Test
  void expectsTooLittleRatherThanTooMuchOfManySubtasks() throws IOException {
    List<Case> upwards = new ArrayList<>();
    for (String operator : OPERATORS) {
      List<Point> all = measured(operator);
      upwards.addAll(cases(operator, all.subList(0, 2), all.subList(2, all.size())));
    }

    assertThat(upwards)
        .filteredOn(each -> each.parallelism >= 5)
        .allSatisfy(each -> assertThat(each.relativeError).isBetween(-0.14, 0.1));
  }

  /** From the one, two or three largest parallelisms down to all others. */
  private List<Case> downwards() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String operator : OPERATORS) {
      List<Point> all = measured(operator);
      for (int seen = 1; seen <= 3; seen++) {
        int from = all.size() - seen;
        cases.addAll(cases(operator, all.subList(from, all.size()), all.subList(0, from)));
      }
    }
    assertThat(cases).hasSize(69);
    return cases;
  }

  private List<Case> cases(String operator, List<Point> seen, List<Point> asked) {
    Model model = surrogate.fit(seen);
    return asked.stream()
        .map(
            point ->
                new Case(
                    operator,
                    seen.size(),
                    point.parallelism(),
                    model.mean(point.parallelism()) / point.processingAbility() - 1))
        .toList();
  }

  private static List<Point> measured(String operator) throws IOException {
    try (InputStream in =
        MeasuredCurvesTest.class.getResourceAsStream("/nexmark/" + operator + ".csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(row -> row.split(","))
          .map(row -> new Point(Integer.parseInt(row[0]), Double.parseDouble(row[1]), 1))
          .toList();
    }
  }
}

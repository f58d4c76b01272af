package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OperatorNamesTest {
  private static final OperatorId FIRST = new OperatorId("1234567890abcdef");
  private static final OperatorId SECOND = new OperatorId("abcdef1234567890");

  private final OperatorNames names = new OperatorNames();

  @Test
  void twoOperatorsOfOneNameDoNotShareAKey() {
    learn("Calc", "Calc");

    assertThat(names.named(Map.of(FIRST, 1, SECOND, 2)))
        .isEqualTo(Map.of("Calc (12345678)", 1, "Calc (abcdef12)", 2));
  }

  @Test
  void shortensLongNamesInATextAlsoWhereOneIsTheBeginOfAnother() {
    String name = "Calc(select=[" + "some_column, ".repeat(700) + "])";
    learn(name, name + " -> sink");

    assertThat(names.shortenedIn("%s 6 → 2, %s -> sink 6 → 1".formatted(name, name)))
        .hasSizeLessThan(200)
        .contains("6 → 2, Calc(select=[some_column")
        .endsWith("… 6 → 1");
  }

  @Test
  void leavesTextsWithShortNamesAlone() {
    learn("map", "sink");

    assertThat(names.shortenedIn("map 6 → 2")).isEqualTo("map 6 → 2");
  }

  @Test
  void cutsATextThatNobodyWillRead() {
    assertThat(names.shortenedIn("x".repeat(5000)))
        .hasSizeLessThan(4100)
        .endsWith("x… (and 1000 characters more)");
  }

  private void learn(String first, String second) {
    names.learn(
        new JobGraph(
            List.of(
                new JobVertex(FIRST, first, List.of(first), 1, OptionalInt.empty()),
                new JobVertex(SECOND, second, List.of(second), 1, OptionalInt.empty())),
            List.of()));
  }
}

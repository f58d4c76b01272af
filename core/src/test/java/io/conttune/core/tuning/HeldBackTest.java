package io.conttune.core.tuning;

import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The share of their rates that full operators leave for the others. */
class HeldBackTest {
  @Test
  void holdsBackAllThatTheSourcesOfAFullOperatorFeed() {
    assertThat(HeldBack.by(Map.of(id("full"), 0.5), job().graph()))
        .isEqualTo(Map.of(id("a"), 0.5, id("before"), 0.5, id("behind"), 0.5, id("branch"), 0.5));
  }

  @Test
  void countsTheOperatorThatTakesTheLeast() {
    assertThat(HeldBack.by(Map.of(id("full"), 0.5, id("branch"), 0.25), job().graph()))
        .isEqualTo(Map.of(id("a"), 0.25, id("before"), 0.25, id("behind"), 0.25));
  }

  @Test
  void holdsNothingBackWhereNothingIsFull() {
    assertThat(HeldBack.by(Map.of(), job().graph())).isEmpty();
  }

  /** A source before, full, behind and a branch; another source feeds the branch's end, too. */
  private static JobFixture job() {
    return new JobFixture()
        .vertex("a", 1)
        .vertex("b", 1)
        .vertex("before", 2)
        .vertex("full", 2)
        .vertex("behind", 2)
        .vertex("branch", 2)
        .vertex("both", 2)
        .chain("a", "before", "full", "behind")
        .chain("a", "branch", "both")
        .edge("b", "both", HASH);
  }
}

package io.conttune.core.tuning;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The threshold is 10 %, the target 0.8: operators grow from a utilisation of 0.88 on. */
class RedeploymentRuleTest {
  private static final RedeploymentRule RULE = new RedeploymentRule(0.1, 0.8, 0.98);

  @Test
  void countsAnOperatorAsShortHalfWayBetweenTheTargetAndFullUse() {
    assertThat(RULE.shortFrom()).isCloseTo(0.9, within(1e-12));
    assertThat(new RedeploymentRule(0.1, 1, 0.98).shortFrom()).isEqualTo(0.98);
  }

  @Test
  void objectsToAGrowthForAUtilisationNearTheTargetHoweverSmallTheJob() {
    assertThat(objection(3, 4, 0.87).orElseThrow())
        .isEqualTo(
            "is no need: what would grow uses less than 0.88 of its capacity, near enough to the"
                + " target of 0.80");
  }

  @Test
  void allowsAGrowthForAUtilisationBeyondTheThreshold() {
    assertThat(objection(3, 4, 0.885)).isEmpty();
  }

  @Test
  void allowsToShrinkBySoMuchAsTheThreshold() {
    assertThat(objection(11, 10, 0.7)).isEmpty();
  }

  @Test
  void objectsToShrinkByLess() {
    assertThat(objection(12, 11, 0.7).orElseThrow())
        .isEqualTo(
            "would change the total parallelism from 12 to 11, less than the threshold of 10 %");
  }

  @Test
  void neverObjectsToTheGrowthOfAnOperatorThatIsShort() {
    JobGraph graph = graph(20);

    assertThat(
            RULE.objection(graph, Map.of(id("map"), 21), graph.vertices(), Map.of(id("map"), 0.91)))
        .isEmpty();
  }

  @Test
  void objectsToNothingIfTheThresholdIsZero() {
    RedeploymentRule always = new RedeploymentRule(0, 0.8, 0.98);

    assertThat(
            always.objection(
                graph(100), Map.of(id("map"), 101), List.of(), Map.of(id("map"), 0.81)))
        .isEmpty();
  }

  private static Optional<String> objection(int before, int after, double utilization) {
    Map<OperatorId, Double> of = Map.of(id("map"), utilization);
    return RULE.objection(graph(before), Map.of(id("map"), after), List.of(), of);
  }

  private static JobGraph graph(int parallelism) {
    return new JobFixture().vertex("map", parallelism).graph();
  }
}

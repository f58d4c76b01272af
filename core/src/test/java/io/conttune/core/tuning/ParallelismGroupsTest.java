package io.conttune.core.tuning;

import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParallelismGroupsTest {
  @Test
  void joinsVerticesThatForwardEdgesConnectOverSeveralSteps() {
    JobFixture job =
        fourVertices()
            .edge("source", "map", HASH)
            .edge("map", "filter", FORWARD)
            .edge("filter", "sink", FORWARD)
            .bounds("map", 2, 32)
            .bounds("sink", 1, 16);

    ParallelismGroups groups = groupsOf(job);

    assertThat(groups.groups())
        .extracting(ParallelismGroups.Group::members)
        .satisfiesExactly(
            first -> assertThat(first).containsExactly(id("source")),
            second ->
                assertThat(second).containsExactlyInAnyOrder(id("map"), id("filter"), id("sink")));
    assertThat(groups.boundsOf(id("filter"))).isEqualTo(new Bounds(2, 16));
  }

  @Test
  void givesAGroupTheLargestThatAMemberWantsWithinTheCommonBounds() {
    ParallelismGroups groups =
        groupsOf(
            fourVertices()
                .edge("source", "map", HASH)
                .edge("map", "filter", FORWARD)
                .edge("filter", "sink", HASH)
                .bounds("filter", 1, 6));

    assertThat(
            groups.unified(Map.of(id("source"), 1, id("map"), 9, id("filter"), 3, id("sink"), 5)))
        .isEqualTo(Map.of(id("source"), 2, id("map"), 6, id("filter"), 6, id("sink"), 5));
  }

  @Test
  void fixesAGroupWithAFixedMember() {
    ParallelismGroups groups =
        groupsOf(
            fourVertices()
                .edge("source", "map", FORWARD)
                .edge("map", "filter", HASH)
                .edge("filter", "sink", HASH));

    assertThat(groups.boundsOf(id("map"))).isEqualTo(Bounds.fixed(2));
  }

  @Test
  void leavesAGroupAsItIsWhenItsMembersAllowNothingInCommon() {
    ParallelismGroups groups =
        groupsOf(
            fourVertices()
                .edge("source", "map", HASH)
                .edge("map", "filter", FORWARD)
                .edge("filter", "sink", HASH)
                .bounds("map", 1, 3)
                .bounds("filter", 5, 9));

    assertThat(groups.boundsOf(id("filter"))).isEqualTo(Bounds.fixed(2));
  }

  @Test
  void joinsVerticesToWhichALaunchGivesOneParallelismAndWhatForwardEdgesTieToThem() {
    TuningInput input =
        fourVertices()
            .edge("source", "map", HASH)
            .edge("map", "filter", HASH)
            .edge("filter", "sink", FORWARD)
            .bounds("map", 2, 32)
            .bounds("filter", 1, 16)
            .bounds("sink", 1, 32)
            .input(new TunerState.ContTune(1));

    ParallelismGroups groups =
        ParallelismGroups.of(
            input.graph(), input.limits().uniform(Set.of(id("map"), id("filter"))));

    assertThat(groups.groups())
        .extracting(ParallelismGroups.Group::members)
        .satisfiesExactlyInAnyOrder(
            source -> assertThat(source).containsExactly(id("source")),
            others ->
                assertThat(others).containsExactlyInAnyOrder(id("map"), id("filter"), id("sink")));
    assertThat(groups.boundsOf(id("sink"))).isEqualTo(new Bounds(2, 16));
  }

  @Test
  void refusesVertexOfAnotherGraph() {
    ParallelismGroups groups = groupsOf(fourVertices().chain("source", "map", "filter", "sink"));

    assertThatIllegalArgumentException().isThrownBy(() -> groups.boundsOf(id("ghost")));
  }

  private static JobFixture fourVertices() {
    return new JobFixture()
        .vertex("source", 2, 10, 10, 0.1)
        .vertex("map", 2, 10, 10, 0.1)
        .vertex("filter", 2, 10, 10, 0.1)
        .vertex("sink", 2, 10, 10, 0.1);
  }

  private static ParallelismGroups groupsOf(JobFixture job) {
    TuningInput input = job.input(new TunerState.ContTune(1));
    return ParallelismGroups.of(input.graph(), input.limits());
  }
}

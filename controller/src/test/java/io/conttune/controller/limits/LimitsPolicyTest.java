package io.conttune.controller.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.limits.LimitsPolicy.Computed;
import io.conttune.core.graph.Graphs;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.metrics.Slots;
import io.conttune.core.tuning.Bounds;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsPolicyTest {
  private static final Slots TWELVE_FREE = new Slots(16, 12);

  @Test
  void theJobMayUseItsOwnSlotsAndTheFreeOnes() {
    Computed.Known known = known(ParallelismConfig.DEFAULT, TWELVE_FREE, Set.of());

    assertThat(known.limits().bounds())
        .isEqualTo(
            Map.of(
                Graphs.SOURCE, Bounds.fixed(2),
                Graphs.COUNT, new Bounds(1, 16),
                Graphs.SINK, new Bounds(1, 10)));
    assertThat(known.notes()).isEmpty();
  }

  @Test
  void slotsGivenByTheUserReplaceThoseOfTheCluster() {
    ParallelismConfig config = config(1, 64, new SlotLimit.Given(50), new SourceLimit.Fixed());

    Computed.Known known = known(config, new Slots(0, 0), Set.of());

    assertThat(known.limits().of(Graphs.COUNT)).isEqualTo(new Bounds(1, 50));
  }

  @Test
  void slotSharingGroupsDivideTheFreeSlots() {
    SlotSharing sharing =
        new SlotSharing(Map.of(Graphs.SOURCE, "in", Graphs.COUNT, "work", Graphs.SINK, "work"));
    ParallelismConfig config = config(1, 64, new SlotLimit.Fixed(), new SourceLimit.Partitions(99));

    Computed computed =
        new LimitsPolicy(config)
            .limits(Graphs.wordCount(), TWELVE_FREE, sharing, Map.of(), Set.of());

    assertThat(((Computed.Known) computed).limits().bounds())
        .containsEntry(Graphs.SOURCE, new Bounds(1, 8))
        .containsEntry(Graphs.COUNT, new Bounds(1, 10));
  }

  @Test
  void aGroupThatCannotGrowLeavesItsPartToTheOthers() {
    SlotSharing sharing =
        new SlotSharing(Map.of(Graphs.SOURCE, "in", Graphs.COUNT, "work", Graphs.SINK, "work"));

    Computed computed =
        new LimitsPolicy(ParallelismConfig.DEFAULT)
            .limits(Graphs.wordCount(), TWELVE_FREE, sharing, Map.of(), Set.of());

    assertThat(((Computed.Known) computed).limits().of(Graphs.COUNT)).isEqualTo(new Bounds(1, 16));
  }

  @Test
  void sourcesMayGrowToTheirPartitions() {
    ParallelismConfig config = config(1, 64, new SlotLimit.Fixed(), new SourceLimit.Partitions(6));

    Computed.Known known = known(config, TWELVE_FREE, Set.of());

    assertThat(known.limits().of(Graphs.SOURCE)).isEqualTo(new Bounds(1, 6));
  }

  @Test
  void sourcesMayGrowToThePartitionsThatTheyTell() {
    Computed.Known known = told(new SourceLimit.Told(), 6);

    assertThat(known.limits().of(Graphs.SOURCE)).isEqualTo(new Bounds(1, 6));
    assertThat(known.limits().partitionsOf(Graphs.SOURCE)).contains(6);
    assertThat(known.ceilings().get(Graphs.SOURCE)).contains("6 partitions");
  }

  @Test
  void aSourceThatTellsNoPartitionsKeepsItsParallelismAndItIsSaidWhy() {
    ParallelismConfig config = config(1, 64, new SlotLimit.Fixed(), new SourceLimit.Told());

    Computed.Known known = known(config, TWELVE_FREE, Set.of());

    assertThat(known.limits().of(Graphs.SOURCE)).isEqualTo(Bounds.fixed(2));
    assertThat(known.ceilings().get(Graphs.SOURCE)).contains("do not tell its partitions");
  }

  @Test
  void aSourceThatIsFixedShowsWhatItTells() {
    Computed.Known known = told(new SourceLimit.Fixed(), 6);

    assertThat(known.limits().of(Graphs.SOURCE)).isEqualTo(Bounds.fixed(2));
    assertThat(known.limits().partitionsOf(Graphs.SOURCE)).contains(6);
  }

  @Test
  void aNumberOfTheUsersNeverLetsASourceBeyondWhatItTells() {
    Computed.Known fewer = told(new SourceLimit.Partitions(99), 6);
    Computed.Known more = told(new SourceLimit.Partitions(4), 6);

    assertThat(fewer.limits().of(Graphs.SOURCE)).isEqualTo(new Bounds(1, 6));
    assertThat(more.limits().of(Graphs.SOURCE)).isEqualTo(new Bounds(1, 4));
    assertThat(more.limits().partitionsOf(Graphs.SOURCE)).contains(6);
  }

  @Test
  void aSourceWithMoreSubtasksThanPartitionsMayOnlyShrinkAndItIsSaid() {
    Computed.Known known = told(new SourceLimit.Told(), 1);

    assertThat(known.limits().of(Graphs.SOURCE)).isEqualTo(new Bounds(1, 1));
    assertThat(known.notes())
        .singleElement()
        .asString()
        .contains("1 of its 2 subtasks read nothing (partitions of its input: 1)");
  }

  private static Computed.Known told(SourceLimit sources, int partitions) {
    ParallelismConfig config = config(1, 64, new SlotLimit.Fixed(), sources);
    Computed computed =
        new LimitsPolicy(config)
            .limits(
                Graphs.wordCount(),
                TWELVE_FREE,
                SlotSharing.NOT_TOLD,
                Map.of(Graphs.SOURCE, partitions),
                Set.of());
    return (Computed.Known) computed;
  }

  @Test
  void boundsOfAnOperatorReplaceThoseOfTheJob() {
    ParallelismConfig config =
        operators(
            Map.of(
                "count words", new OperatorLimit.Within(OptionalInt.of(3), OptionalInt.of(12)),
                "out", new OperatorLimit.Excluded()));

    Computed.Known known = known(config, TWELVE_FREE, Set.of());

    assertThat(known.limits().of(Graphs.COUNT)).isEqualTo(new Bounds(3, 12));
    assertThat(known.limits().of(Graphs.SINK)).isEqualTo(Bounds.fixed(3));
  }

  @Test
  void finishedVerticesAreFixedAndHoldNoSlots() {
    Computed.Known known = known(ParallelismConfig.DEFAULT, new Slots(16, 5), Set.of(Graphs.COUNT));

    assertThat(known.limits().of(Graphs.COUNT)).isEqualTo(Bounds.fixed(4));
    assertThat(known.limits().of(Graphs.SINK)).isEqualTo(new Bounds(1, 8));
  }

  @Test
  void whatIsPossibleBeatsAMinThatIsNot() {
    ParallelismConfig config = config(14, 64, new SlotLimit.Fixed(), new SourceLimit.Fixed());

    Computed.Known known = known(config, TWELVE_FREE, Set.of());

    assertThat(known.limits().of(Graphs.COUNT)).isEqualTo(new Bounds(14, 16));
    assertThat(known.limits().of(Graphs.SINK)).isEqualTo(Bounds.fixed(10));
    assertThat(known.notes()).singleElement().asString().contains("out -> parse: min 14", "at 10");
  }

  @Test
  void aJobWithoutAnySlotKeepsAtLeastOne() {
    Computed.Known known =
        known(
            ParallelismConfig.DEFAULT,
            new Slots(0, 0),
            Set.of(Graphs.SOURCE, Graphs.COUNT, Graphs.SINK));

    assertThat(known.limits().bounds().values()).allMatch(Bounds::isFixed);
  }

  @Test
  void aVertexWithoutMaxParallelismIsBoundedByTheRest() {
    JobGraph graph =
        new JobGraph(
            List.of(new JobVertex(Graphs.COUNT, "count", List.of("count"), 4, OptionalInt.empty())),
            List.of());
    ParallelismConfig config = config(1, 64, new SlotLimit.Fixed(), new SourceLimit.Partitions(99));

    Computed computed =
        new LimitsPolicy(config)
            .limits(graph, TWELVE_FREE, SlotSharing.NOT_TOLD, Map.of(), Set.of());

    assertThat(((Computed.Known) computed).limits().of(Graphs.COUNT)).isEqualTo(new Bounds(1, 16));
  }

  @Test
  void operatorKeysThatDoNotFitTheJobListTheCandidates() {
    OperatorLimit limit = new OperatorLimit.Excluded();

    assertThat(unknown(operators(Map.of("nobody", limit)))).contains("no job vertex", "\"out\"");
    assertThat(unknown(operators(Map.of("parse", limit)))).contains("several", "\"lines\"");
    assertThat(unknown(operators(Map.of("out", limit, Graphs.SINK.value(), limit))))
        .contains("as another key does");
  }

  private static ParallelismConfig config(int min, int max, SlotLimit slots, SourceLimit sources) {
    return new ParallelismConfig(min, max, slots, sources, Map.of());
  }

  private static ParallelismConfig operators(Map<String, OperatorLimit> operators) {
    return new ParallelismConfig(1, 64, new SlotLimit.Fixed(), new SourceLimit.Fixed(), operators);
  }

  private static Computed.Known known(
      ParallelismConfig config, Slots slots, Set<OperatorId> finished) {
    Computed computed =
        new LimitsPolicy(config)
            .limits(Graphs.wordCount(), slots, SlotSharing.NOT_TOLD, Map.of(), finished);
    assertThat(computed).isInstanceOf(Computed.Known.class);
    return (Computed.Known) computed;
  }

  private static String unknown(ParallelismConfig config) {
    Computed computed =
        new LimitsPolicy(config)
            .limits(Graphs.wordCount(), TWELVE_FREE, SlotSharing.NOT_TOLD, Map.of(), Set.of());
    assertThat(computed).isInstanceOf(Computed.Unknown.class);
    assertThat(((Computed.Unknown) computed).reasons()).hasSize(1);
    return ((Computed.Unknown) computed).reasons().get(0);
  }
}

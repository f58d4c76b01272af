package io.conttune.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotSharingTest {
  private static final OperatorId SOURCE = new OperatorId("source");
  private static final OperatorId COUNT = new OperatorId("count");
  private static final OperatorId SINK = new OperatorId("sink");
  private static final Map<OperatorId, Integer> PARALLELISM = Map.of(SOURCE, 2, COUNT, 8, SINK, 4);

  @Test
  void verticesOfOneGroupShareTheSlotsOfTheLargest() {
    assertThat(SlotSharing.NOT_TOLD.slots(PARALLELISM)).isEqualTo(8);
  }

  @Test
  void groupsNeedTheSlotsOfTheLargestVertexOfEach() {
    SlotSharing sharing = new SlotSharing(Map.of(SOURCE, "in", COUNT, "work", SINK, "work"));

    assertThat(sharing.slotsByGroup(PARALLELISM)).isEqualTo(Map.of("in", 2, "work", 8));
    assertThat(sharing.slots(PARALLELISM)).isEqualTo(10);
  }
}

package io.conttune.benchmark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduledSplitSerializerTest {

  private static final ScheduledSplit FIRST = new ScheduledSplit(new Partition(3, 7), 1L << 40);
  private static final ScheduledSplit SECOND = new ScheduledSplit(new Partition(0, 1), 0);

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    ScheduledSplitSerializer one = new ScheduledSplitSerializer();
    UnassignedSplitsSerializer many = new UnassignedSplitsSerializer();

    assertThat(one.deserialize(one.getVersion(), one.serialize(FIRST))).isEqualTo(FIRST);
    assertThat(many.deserialize(many.getVersion(), many.serialize(List.of(FIRST, SECOND))))
        .containsExactly(FIRST, SECOND);
    assertThat(many.deserialize(many.getVersion(), many.serialize(List.of()))).isEmpty();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> new ScheduledSplitSerializer().deserialize(9, new byte[16]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9: expected version 1");
  }
}

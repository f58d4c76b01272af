package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RescaleIdsTest {
  @Test
  void hasTheFormOfFlinksOwnIdsAndIsAnotherEachTime() {
    RescaleIds ids = new RescaleIds(new Random(1));

    String first = ids.get();

    assertThat(first).matches("[0-9a-f]{32}");
    assertThat(ids.get()).isNotEqualTo(first);
  }
}

package io.conttune.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GroupAggregate[3] | GroupAggregate",
        "Source: orders[12] | Source: orders",
        "out[8]: Writer | out: Writer",
        "GroupAggregate[3] -> out[4]: Writer | GroupAggregate -> out: Writer",
        "[3]:Calc(select=[a]) | Calc(select=[a])"
      })
  void leavesOutTheCounterOfTheSqlPlanner(String name, String rest) {
    assertThat(new OperatorName(name).withoutCounter()).isEqualTo(rest);
    assertThat(new OperatorName(name).hasCounter()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"count", "window[5] of words", "shard[a]", "[3]", "f(x[2], y)", "''"})
  void leavesOtherNamesAsTheyAre(String name) {
    assertThat(new OperatorName(name).withoutCounter()).isEqualTo(name);
    assertThat(new OperatorName(name).hasCounter()).isFalse();
  }
}

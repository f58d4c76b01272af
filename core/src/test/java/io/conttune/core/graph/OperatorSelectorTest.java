package io.conttune.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorSelector.Match;
import org.junit.jupiter.api.Test;

class OperatorSelectorTest {
  @Test
  void selectsByVertexIdOrByOneOperatorOfTheChain() {
    assertThat(match("b".repeat(32))).isEqualTo(new Match.One(Graphs.COUNT));
    assertThat(match("count words")).isEqualTo(new Match.One(Graphs.COUNT));
    assertThat(match("out")).isEqualTo(new Match.One(Graphs.SINK));
  }

  @Test
  void listsAllVerticesWhenNoneMatches() {
    assertThat(match("count"))
        .isEqualTo(
            new Match.None(
                "no job vertex has the id or an operator named \"count\"; there are"
                    + " \"lines\", \"parse\" (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa);"
                    + " \"count words\" (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb);"
                    + " \"out\", \"parse\" (cccccccccccccccccccccccccccccccc)"));
  }

  @Test
  void listsThoseThatMatchWhenSeveralDo() {
    Match match = match("parse");

    assertThat(match).isInstanceOf(Match.Several.class);
    assertThat(((Match.Several) match).reason())
        .contains("several", "a".repeat(32), "c".repeat(32))
        .doesNotContain("b".repeat(32));
  }

  private static Match match(String key) {
    return new OperatorSelector(key).in(Graphs.wordCount());
  }
}

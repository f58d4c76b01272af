package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainNamesTest {
  @Test
  void readsTheTreeOfLaterVersions() {
    assertThat(
            ChainNames.of(
                "Source: src -> (filter -> sink, map)",
                "Source: src<br/>:- filter<br/>:  +- sink<br/>+- map<br/>"))
        .containsExactly("Source: src", "filter", "sink", "map");
  }

  @Test
  void readsTheArrowsOfEarlierVersions() {
    assertThat(ChainNames.of("Source: src -> map", "Source: src -&gt; map"))
        .containsExactly("Source: src", "map");
  }

  @Test
  void keepsASingleOperator() {
    assertThat(ChainNames.of("work", "work<br/>")).containsExactly("work");
  }

  @Test
  void keepsArrowsAndCommasInsideOfNames() {
    assertThat(
            ChainNames.of(
                "count -> (f(a, b) -> to [x -> y], print, all)", "count<br/>+- something else"))
        .containsExactly("count", "f(a, b)", "to [x -> y]", "print", "all");
    assertThat(ChainNames.of("a -> b -> c", "a -> b<br/>+- c<br/>")).containsExactly("a -> b", "c");
  }

  @Test
  void takesOperatorNamesWhereTheDescriptionOfSqlIsLonger() {
    assertThat(
            ChainNames.of(
                "[vertex-0]Source: orders[1] -> Calc[2]",
                "[1]:TableSourceScan(table=[[orders]])<br/>+- [2]:Calc(select=[a])<br/>"))
        .containsExactly("Source: orders[1]", "Calc[2]");
  }

  @Test
  void readsEscapedCharacters() {
    assertThat(ChainNames.of("a<b -> c&d", "a&lt;b<br/>+- c&amp;d<br/>"))
        .containsExactly("a<b", "c&d");
  }
}

package io.conttune.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorSelector.Match;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorSelectorTest {
  @Test
  void selectsByVertexIdOrByOneOperatorOfTheChain() {
    assertThat(match("b".repeat(32))).isEqualTo(new Match.One(Graphs.COUNT));
    assertThat(match("count words")).isEqualTo(new Match.One(Graphs.COUNT));
    assertThat(match("out")).isEqualTo(new Match.One(Graphs.SINK));
  }

  @Test
  void selectsByTheWholeNameThatFlinkShows() {
    assertThat(match("out -> parse")).isEqualTo(new Match.One(Graphs.SINK));
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

  @ParameterizedTest
  @ValueSource(strings = {"GroupAggregate[3]", "GroupAggregate[11]", "GroupAggregate"})
  void selectsAnOperatorOfSqlWhateverItsCounterIs(String key) {
    JobGraph sql = sql("Source: orders[9]", "Calc[10]", "GroupAggregate[11]");

    assertThat(new OperatorSelector(key).in(sql)).isEqualTo(new Match.One(new OperatorId("v2")));
  }

  @Test
  void selectsNoneOfSeveralOperatorsOfSqlByACounter() {
    JobGraph sql = sql("Source: orders[9]", "Calc[10]", "Calc[12]");

    Match match = new OperatorSelector("Calc[10]").in(sql);

    assertThat(match).isInstanceOf(Match.Several.class);
    assertThat(((Match.Several) match).reason())
        .contains("Calc[10]", "Calc[12]", "(v1)", "(v2)")
        .endsWith(
            "name one by its id, because the number in brackets is another one after each start");
  }

  @Test
  void selectsByTheWholeNameThatTheAuthorOfAJobHasGiven() {
    JobGraph shards = sql("Source: orders", "shard[1]", "shard[2]");

    assertThat(new OperatorSelector("shard[2]").in(shards))
        .isEqualTo(new Match.One(new OperatorId("v2")));
  }

  /** One vertex for each operator. */
  private static JobGraph sql(String... operators) {
    List<JobVertex> vertices =
        IntStream.range(0, operators.length)
            .mapToObj(
                i ->
                    new JobVertex(
                        new OperatorId("v" + i),
                        operators[i],
                        List.of(operators[i]),
                        2,
                        OptionalInt.of(128)))
            .toList();
    return new JobGraph(vertices, List.of());
  }

  private static Match match(String key) {
    return new OperatorSelector(key).in(Graphs.wordCount());
  }
}

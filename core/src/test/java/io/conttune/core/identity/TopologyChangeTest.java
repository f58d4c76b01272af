package io.conttune.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.identity.TopologyChange.Comparability;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyChangeTest {
  private static final OperatorId SOURCE = new OperatorId("s");
  private static final OperatorId COUNT = new OperatorId("c");
  private static final OperatorId OTHER = new OperatorId("o");
  private static final JobVertex LINES = vertex(SOURCE, "Source: lines", 128);
  private static final JobGraph JOB = graph(LINES, vertex(COUNT, "count", 128));

  @Test
  void isNoneWhereOnlyTheParallelismChanged() {
    TopologyChange change =
        TopologyChange.between(JOB, JOB.withParallelism(Map.of(COUNT, 6, SOURCE, 3)));

    assertThat(change).isEqualTo(new TopologyChange(List.of(), Comparability.SAME));
  }

  @Test
  void isNoneWhereFlinkShipsRecordsInAnotherWay() {
    JobGraph rebalanced =
        new JobGraph(JOB.vertices(), List.of(new JobEdge(SOURCE, COUNT, ShipStrategy.REBALANCE)));

    assertThat(TopologyChange.between(JOB, rebalanced).comparability())
        .isEqualTo(Comparability.SAME);
  }

  @Test
  void namesWhatIsNewAndWhatIsGone() {
    TopologyChange change = TopologyChange.between(JOB, graph(LINES, vertex(OTHER, "sum", 128)));

    assertThat(change.comparability()).isEqualTo(Comparability.DIFFERENT);
    assertThat(change.sentences())
        .containsExactly(
            "job vertex 'sum' (o) is new: nothing is known of it yet",
            "job vertex 'count' (c) is gone");
  }

  @Test
  void saysThatAnOperatorOfTheSameNameHasAnotherId() {
    TopologyChange change = TopologyChange.between(JOB, graph(LINES, vertex(OTHER, "count", 128)));

    assertThat(change.comparability()).isEqualTo(Comparability.DIFFERENT);
    assertThat(change.sentences())
        .containsExactly(
            "job vertex 'count' (o) may be what had the id c, but that is not certain:"
                + " its observations start fresh");
  }

  @Test
  void isNoneWhereThePlannerOfSqlHasCountedOn() {
    JobGraph first = graph(vertex(SOURCE, "Source: t[1]", 128), vertex(COUNT, "Calc[2]", 128));
    JobGraph next = graph(vertex(SOURCE, "Source: t[5]", 128), vertex(COUNT, "Calc[6]", 128));

    assertThat(TopologyChange.between(first, next))
        .isEqualTo(new TopologyChange(List.of(), Comparability.SAME));
    assertThat(Fingerprints.of(next)).isEqualTo(Fingerprints.of(first));
  }

  @Test
  void saysWhichOperatorsAreChainedNow() {
    JobVertex chained =
        new JobVertex(COUNT, "count -> filter", List.of("count", "filter"), 2, OptionalInt.of(128));

    TopologyChange change = TopologyChange.between(JOB, graph(LINES, chained));

    assertThat(change.comparability()).isEqualTo(Comparability.DIFFERENT);
    assertThat(change.sentences())
        .containsExactly(
            "job vertex 'count -> filter' (c) has changed (operators [count], now [count, filter]):"
                + " its observations start fresh");
  }

  @Test
  void saysWhichInputsAVertexHasNow() {
    JobVertex second = vertex(OTHER, "Source: more", 128);
    JobGraph joined =
        new JobGraph(
            List.of(LINES, second, JOB.vertex(COUNT)),
            List.of(
                new JobEdge(SOURCE, COUNT, ShipStrategy.HASH),
                new JobEdge(OTHER, COUNT, ShipStrategy.HASH)));

    assertThat(TopologyChange.between(JOB, joined).sentences())
        .containsExactly(
            "job vertex 'Source: more' (o) is new: nothing is known of it yet",
            "job vertex 'count' (c) has changed"
                + " (inputs [Source: lines], now [Source: more, Source: lines]):"
                + " its observations start fresh");
  }

  @ParameterizedTest
  @CsvSource({
    "128, 256, SAME",
    "128, 10, DIFFERENT",
    "720, 1024, DIFFERENT",
    "720, 500, DIFFERENT"
  })
  void tellsAMaxParallelismThatFlinkDerivesFromOneThatWasChosen(
      int before, int after, Comparability comparability) {
    TopologyChange change =
        TopologyChange.between(
            graph(LINES, vertex(COUNT, "count", before)),
            graph(LINES, vertex(COUNT, "count", after)));

    assertThat(change.comparability()).isEqualTo(comparability);
    assertThat(change.sentences())
        .singleElement()
        .asString()
        .contains("max parallelism: %d, now %d".formatted(before, after));
  }

  @Test
  void givesEveryVertexAFingerprintOfItsShape() {
    JobGraph other = graph(LINES, vertex(COUNT, "count", 10));

    Fingerprints before = Fingerprints.of(JOB);
    Fingerprints after = Fingerprints.of(other);

    assertThat(after.of(SOURCE)).isEqualTo(before.of(SOURCE)).hasSize(32);
    assertThat(after.of(COUNT)).isNotEqualTo(before.of(COUNT));
    assertThat(after.match(COUNT, before.of(COUNT))).isFalse();
    assertThat(after.match(OTHER, before.of(COUNT))).isFalse();
    assertThat(after.match(SOURCE, before.of(SOURCE))).isTrue();
  }

  @Test
  void mixesNoTwoShapesUp() {
    OperatorShape one = new OperatorShape(List.of("a", "b"), List.of(), OptionalInt.empty());
    OperatorShape other = new OperatorShape(List.of("a1:b"), List.of(), OptionalInt.empty());
    OperatorShape input = new OperatorShape(List.of("a"), List.of(COUNT), OptionalInt.empty());

    assertThat(List.of(one.fingerprint(), other.fingerprint(), input.fingerprint()))
        .doesNotHaveDuplicates();
  }

  private static JobVertex vertex(OperatorId id, String name, int maxParallelism) {
    return new JobVertex(id, name, List.of(name), 2, OptionalInt.of(maxParallelism));
  }

  private static JobGraph graph(JobVertex source, JobVertex second) {
    return new JobGraph(
        List.of(source, second),
        List.of(new JobEdge(source.id(), second.id(), ShipStrategy.FORWARD)));
  }
}

package io.conttune.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecognitionTest {
  @Test
  void findsNothingToDoWhereTheIdsAreTheSame() {
    JobGraph job = job("s", "Source: t[1]", "c", "Calc[2]", "s>c");

    assertThat(Recognition.between(job, job).renamed()).isEmpty();
    assertThat(Recognition.between(job, job).sentence()).isEmpty();
  }

  @Test
  void knowsEveryVertexOfAChainByItsNameAndWhatItReadsFrom() {
    JobGraph former = job("s", "Source: t[1]", "c", "Calc[2]", "d", "Calc[3]", "s>c", "c>d");
    JobGraph now = job("s2", "Source: t[7]", "c2", "Calc[8]", "d2", "Calc[9]", "s2>c2", "c2>d2");

    Recognition recognition = Recognition.between(former, now);

    assertThat(recognition.renamed())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(id("s"), id("s2"), id("c"), id("c2"), id("d"), id("d2")));
    assertThat(recognition.sentence()).get().asString().endsWith("keep what was learnt of them: 3");
  }

  @Test
  void tellsVerticesOfOneNameApartByThoseThatReadFromThem() {
    JobGraph former = job("a", "map", "b", "map", "j", "join", "k", "sink", "a>j", "b>k");
    JobGraph now = job("b2", "map", "a2", "map", "j", "join", "k", "sink", "a2>j", "b2>k");

    assertThat(Recognition.between(former, now).renamed())
        .isEqualTo(Map.of(id("a"), id("a2"), id("b"), id("b2")));
  }

  @Test
  void leavesVerticesAloneThatAreAlike() {
    JobGraph former = job("a", "map", "b", "map", "j", "join", "a>j", "b>j");
    JobGraph now = job("a2", "map", "b2", "map", "j2", "join", "a2>j2", "b2>j2");

    assertThat(Recognition.between(former, now).renamed()).isEmpty();
  }

  @Test
  void takesNoVertexForOneThatReadsFromSomethingElse() {
    JobGraph former = job("s", "s", "t", "t", "c", "count", "s>c");
    JobGraph now = job("s", "s", "t", "t", "c2", "count", "t>c2");

    assertThat(Recognition.between(former, now).renamed()).isEmpty();
  }

  @Test
  void givesGraphsAndValuesTheIdsNow() {
    JobGraph former = job("s", "s", "c", "count", "s>c");
    JobGraph now = job("s", "s", "c2", "count", "s>c2");
    Recognition recognition = Recognition.between(former, now);

    assertThat(recognition.now(former)).isEqualTo(now);
    assertThat(recognition.now(Map.of(id("s"), 1, id("c"), 2, id("c2"), 9, id("gone"), 3)))
        .containsExactlyInAnyOrderEntriesOf(Map.of(id("s"), 1, id("c2"), 2, id("gone"), 3));
  }

  @Test
  void changesTheKeysOfWhatIsTheSameOnly() {
    JobGraph former = job("s", "Source: t[1]", "c", "Calc[2]", "x", "map", "s>c", "c>x");
    JobGraph now = job("s", "Source: t[7]", "c2", "Calc[8]", "x", "map, filter", "s>c2", "c2>x");

    List<FingerprintChange> changes =
        FingerprintChange.between(former, now, Recognition.between(former, now));

    Fingerprints after = Fingerprints.of(now);
    Fingerprints before = Fingerprints.of(former);
    assertThat(changes)
        .extracting(FingerprintChange::id)
        .containsOnly(id("s"), id("c2"))
        .hasSize(3);
    assertThat(changes)
        .contains(new FingerprintChange(id("c"), before.of(id("c")), id("c2"), after.of(id("c2"))));
    assertThat(changes).allMatch(change -> change.fingerprint().equals(after.of(change.id())));
  }

  @Test
  void changesNoKeyOfAJobThatIsTheSame() {
    JobGraph job = job("s", "source", "c", "count", "s>c");

    assertThat(FingerprintChange.between(job, job, Recognition.between(job, job))).isEmpty();
  }

  private static OperatorId id(String value) {
    return new OperatorId(value);
  }

  /** Pairs of id and name of a vertex, then edges. */
  private static JobGraph job(String... parts) {
    List<JobVertex> vertices = new ArrayList<>();
    List<JobEdge> edges = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      String[] ends = parts[i].split(">", -1);
      if (ends.length == 2) {
        edges.add(new JobEdge(id(ends[0]), id(ends[1]), ShipStrategy.HASH));
      } else {
        String name = parts[i + 1];
        vertices.add(new JobVertex(id(parts[i]), name, List.of(name), 2, OptionalInt.of(128)));
        i++;
      }
    }
    return new JobGraph(vertices, edges);
  }
}

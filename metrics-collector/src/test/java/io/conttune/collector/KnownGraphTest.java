package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import org.junit.jupiter.api.Test;

class KnownGraphTest {
  private static final OperatorId SOURCE = new OperatorId("a");
  private static final OperatorId COUNT = new OperatorId("b");

  private final KnownGraph known = new KnownGraph();

  @Test
  void isTheSameObjectWhileNothingChanges() throws Exception {
    JobGraph first = graph(job("count -> sink", "count<br/>+- sink<br/>", 2));

    assertThat(graph(job("count -> sink", "count<br/>+- sink<br/>", 2))).isSameAs(first);
  }

  @Test
  void followsAChangeOfTheParallelism() throws Exception {
    graph(job("count -> sink", "count<br/>+- sink<br/>", 2));

    JobGraph changed = graph(job("count -> sink", "count<br/>+- sink<br/>", 3));

    assertThat(changed.vertex(COUNT).parallelism()).isEqualTo(3);
    assertThat(graph(job("count -> sink", "count<br/>+- sink<br/>", 2)))
        .isEqualTo(JobGraphReader.read(job("count -> sink", "count<br/>+- sink<br/>", 2)));
  }

  @Test
  void showsTheVerticesInTheOrderOfTheAnswer() throws Exception {
    KnownGraph.Shown first = known.read(job("count -> sink", "SQL", 2));

    assertThat(first.vertices()).extracting(JobVertex::id).containsExactly(SOURCE, COUNT);
    assertThat(known.read(job("count -> sink", "SQL", 2)).vertices()).isEqualTo(first.vertices());
  }

  @Test
  void followsAChangeOfTheChain() throws Exception {
    graph(job("count -> sink", "count<br/>+- sink<br/>", 2));

    JobGraph renamed = graph(job("count -> out", "count<br/>+- out<br/>", 2));
    JobGraph described = graph(job("count -> out", "SQL", 2));

    assertThat(renamed.vertex(COUNT).operators()).containsExactly("count", "out");
    assertThat(described)
        .isEqualTo(JobGraphReader.read(job("count -> out", "SQL", 2)))
        .isSameAs(graph(job("count -> out", "SQL", 2)));
  }

  private JobGraph graph(JsonFields job) throws Exception {
    return known.read(job).graph();
  }

  private static JsonFields job(String name, String description, int parallelism) throws Exception {
    return new JsonFields(
        new ObjectMapper()
            .readTree(
                """
                {"vertices":[
                 {"id":"a","name":"Source: lines","parallelism":1,"maxParallelism":128},
                 {"id":"b","name":"%s","parallelism":%d,"maxParallelism":128}],
                "plan":{"nodes":[
                 {"id":"a","description":"Source: lines"},
                 {"id":"b","description":"%s","inputs":[{"id":"a","ship_strategy":"HASH"}]}]}}"""
                    .formatted(name, parallelism, description)),
        "GET http://127.0.0.1/jobs/c",
        "");
  }
}

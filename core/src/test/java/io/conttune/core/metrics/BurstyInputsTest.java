package io.conttune.core.metrics;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.JobFixture;
import org.junit.jupiter.api.Test;

class BurstyInputsTest {
  @Test
  void areAllOperatorsBehindAVertexThatWritesInBursts() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, 0.1)
            .vertex("window", 1, 100, 1, 0.1)
            .vertex("enrich", 1, 1, 1, 0.1)
            .vertex("sink", 1, 1, 0, 0.1)
            .vertex("audit", 1, 100, 0, 0.1)
            .chain("source", "window", "enrich", "sink")
            .chain("source", "audit")
            .bursty("window");

    assertThat(BurstyInputs.of(job.graph(), job.metrics()).operators())
        .containsExactlyInAnyOrder(id("enrich"), id("sink"));
  }
}

package io.conttune.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The contract of every {@link SeenRuns}. */
public abstract class SeenRunsContract {
  private static final OperatorId SOURCE = new OperatorId("cbc357ccb763df2852fee8c4fc7d55f2");
  private static final OperatorId COUNT = new OperatorId("0a448493b4782967b150582570326227");

  /** A run in which nothing is empty that may be. */
  public static final SeenRun RUN =
      new SeenRun(
          "5e1f0d7a4b6c8e9f5e1f0d7a4b6c8e9f",
          new JobGraph(
              List.of(
                  new JobVertex(
                      SOURCE,
                      "Source: lines -> \"split\"",
                      List.of("Source: lines", "\"split\""),
                      2,
                      OptionalInt.empty()),
                  new JobVertex(COUNT, "count", List.of("count"), 6, OptionalInt.of(128))),
              List.of(new JobEdge(SOURCE, COUNT, ShipStrategy.HASH))),
          Optional.of("0123456789abcdef0123456789abcdef"),
          Optional.of(Instant.parse("2026-03-29T00:59:59.123456789Z")),
          Optional.of(new SeenJar("/opt/jobs/words.jar", "5a".repeat(32))),
          Optional.of(
              new JobSighting.Ended("5e1f0d7a4b6c8e9f5e1f0d7a4b6c8e9f", JobState.CANCELED)));

  /** The store under test, the same contents throughout a test; asked for before each access. */
  protected abstract SeenRuns store();

  @Test
  void knowsNothingOfAJobNeverSeen() {
    assertThat(store().seenRun("wordcount")).isEmpty();
  }

  @Test
  void returnsTheRunSavedLast() {
    SeenRun next =
        new SeenRun(
            "f".repeat(32),
            RUN.graph(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    store().saveSeenRun("wordcount", next);
    store().saveSeenRun("wordcount", RUN);
    assertThat(store().seenRun("wordcount")).contains(RUN);

    store().saveSeenRun("wordcount", next);
    assertThat(store().seenRun("wordcount")).contains(next);
  }

  @Test
  void keepsJobsApart() {
    store().saveSeenRun("wordcount", RUN);

    assertThat(store().seenRun("WordCount")).isEmpty();
  }
}

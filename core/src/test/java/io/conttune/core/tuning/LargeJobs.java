package io.conttune.core.tuning;

import io.conttune.core.graph.ShipStrategy;
import java.util.function.IntFunction;

/**
 * Shapes of jobs of many operators, for tests. Whoever looks through all operators for each of
 * them, or along each path, takes far too long for one of these.
 */
public enum LargeJobs {
  /** One source with many consumers. */
  FAN_OUT {
    @Override
    void join(JobFixture job, int operators) {
      for (int i = 1; i < operators; i++) {
        job.edge(NAME.apply(0), NAME.apply(i), ShipStrategy.HASH);
      }
    }
  },
  /** Many sources with one consumer. */
  FAN_IN {
    @Override
    void join(JobFixture job, int operators) {
      for (int i = 1; i < operators; i++) {
        job.backlog(NAME.apply(i), 0, 0);
        job.edge(NAME.apply(i), NAME.apply(0), ShipStrategy.HASH);
      }
    }
  },
  /** Operators one behind another, which share one parallelism. */
  CHAIN {
    @Override
    void join(JobFixture job, int operators) {
      for (int i = 1; i < operators; i++) {
        job.edge(NAME.apply(i - 1), NAME.apply(i), ShipStrategy.FORWARD);
      }
    }
  },
  /**
   * Pairs of operators that wait for room in their output. Each reads from both of the pair before
   * it, so that the number of paths doubles with every pair. Beside them stands a source that
   * writes in bursts.
   */
  LADDER {
    @Override
    void join(JobFixture job, int operators) {
      for (int i = 2; i < operators; i++) {
        int pair = i - i % 2;
        job.edge(NAME.apply(pair - 2), NAME.apply(i), ShipStrategy.HASH);
        job.edge(NAME.apply(pair - 1), NAME.apply(i), ShipStrategy.HASH);
      }
      for (int i = 0; i < operators - 2; i++) {
        job.heldUp(NAME.apply(i));
      }
      job.vertex("bursts", 1, 100, 100, 0.5)
          .vertex("behind", 1, 100, 0, 0.5)
          .edge("bursts", "behind", ShipStrategy.HASH)
          .bursty("bursts");
    }
  };

  private static final IntFunction<String> NAME = "operator-%05d"::formatted;

  abstract void join(JobFixture job, int operators);

  /** A job of this shape. */
  public JobFixture of(int operators) {
    JobFixture job = new JobFixture();
    for (int i = 0; i < operators; i++) {
      job.vertex(NAME.apply(i), 2, 100, 100, 0.5);
    }
    join(job, operators);
    return job;
  }
}

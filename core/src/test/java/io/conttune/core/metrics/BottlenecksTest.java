package io.conttune.core.metrics;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.JobFixture;
import org.junit.jupiter.api.Test;

/**
 * In each job the map reads 100 records/s on 4 subtasks, with the mean busy share that is given.
 */
class BottlenecksTest {
  private static final TaskTime WAITING = new TaskTime(0.2, 0, 0.8);

  @Test
  void findsTheFullSubtaskOfAConsumerForWhichItsProducerAlwaysWaits() {
    OperatorMetrics map = marked(job(WAITING, 0.5), "map");

    assertThat(map.busiest()).hasValue(1);
    assertThat(map.processingAbility()).hasValue(100);
  }

  @Test
  void keepsTheMeanWhereTheProducerIsIdleAtTimes() {
    assertThat(marked(job(new TaskTime(0.2, 0.1, 0.7), 0.5), "map").busiest()).isEmpty();
  }

  @Test
  void keepsTheMeanOfAConsumerThatGetsBurstsOnly() {
    assertThat(marked(job(WAITING, 0.5).bursty("source"), "map").busiest()).isEmpty();
  }

  @Test
  void keepsTheMeanOfAConsumerOfWhichNoSubtaskCanBeFull() {
    // 4 subtasks that are busy for 0.2 of the time on the average: 0.8 of one.
    assertThat(marked(job(WAITING, 0.2), "map").busiest()).isEmpty();
  }

  @Test
  void keepsWhatFlinkTellsOfTheBusiestSubtask() {
    assertThat(marked(job(WAITING, 0.5).busiest("map", 0.7), "map").busiest()).hasValue(0.7);
  }

  @Test
  void passesOverAConsumerThatWaitsItself() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 100, 100, WAITING)
            .vertex("map", 4, 100, 100, new TaskTime(0.5, 0, 0.5))
            .vertex("sink", 4, 100, 0, 0.6)
            .chain("source", "map", "sink");

    assertThat(marked(job, "map").busiest()).isEmpty();
    assertThat(marked(job, "sink").busiest()).hasValue(1);
  }

  private static JobFixture job(TaskTime source, double busy) {
    return new JobFixture()
        .vertex("source", 1, 100, 100, source)
        .vertex("map", 4, 100, 0, busy)
        .chain("source", "map");
  }

  private static OperatorMetrics marked(JobFixture job, String name) {
    return Bottlenecks.marked(job.graph(), job.metrics(), job.metrics().bursty()).of(id(name));
  }
}

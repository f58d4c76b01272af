package io.conttune.usefultime;

import static io.conttune.usefultime.TaskState.BACK_PRESSURED;
import static io.conttune.usefultime.TaskState.BUSY;
import static io.conttune.usefultime.TaskState.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.View;
import org.junit.jupiter.api.Test;

final class TaskTimesTest {
  private final AtomicLong clock = new AtomicLong(-5);
  private final TaskTimes times = new TaskTimes(clock::get);

  @Test
  void whatIsNotWaitingIsWork() {
    times.taskRuns();
    passes(30);
    times.begin(IDLE);
    passes(50);
    times.end(IDLE);
    passes(7);

    assertSpent(37, 50, 0);
  }

  @Test
  void nothingCountsBeforeTheTaskRuns() {
    passes(1000);
    times.begin(BACK_PRESSURED);
    times.end(BACK_PRESSURED);
    assertSpent(0, 0, 0);

    times.taskRuns();
    passes(10);

    assertSpent(10, 0, 0);
  }

  @Test
  void aStayThatGoesOnIsCounted() {
    times.taskRuns();
    times.begin(IDLE);
    passes(20);
    assertSpent(0, 20, 0);
    passes(20);

    assertSpent(0, 40, 0);
  }

  @Test
  void waitingForOutputIsBackpressureEvenInTheMiddleOfARecord() {
    times.taskRuns();
    passes(1);
    times.begin(BACK_PRESSURED);
    passes(100);
    times.end(BACK_PRESSURED);
    passes(1);

    assertSpent(2, 0, 100);
  }

  @Test
  void anotherThreadsWorkIsWorkWhileTheTasksOwnWaits() {
    times.taskRuns();
    times.begin(IDLE);
    passes(10);
    times.begin(BUSY);
    passes(20);
    times.begin(BACK_PRESSURED);
    passes(40);
    times.end(BACK_PRESSURED);
    times.end(BUSY);
    passes(80);

    assertSpent(20, 90, 40);
  }

  @Test
  void timesAddUpToTheMillisecondOverManyShortStays() {
    times.taskRuns();
    for (int i = 0; i < 10_000; i++) {
      clock.addAndGet(300_000);
      times.begin(IDLE);
      clock.addAndGet(700_000);
      times.end(IDLE);
    }

    assertSpent(3000, 7000, 0);
  }

  @Test
  void theGaugesAreOfTheLastInterval() {
    RecentTimes recent = new RecentTimes(times);
    Gauge<Double> busy = recent.updatingGauge(BUSY);
    Gauge<Double> idle = recent.gauge(IDLE);
    ((View) busy).update();
    assertThat(busy.getValue()).as("before the task runs").isNaN();
    times.taskRuns();
    passes(4000);
    ((View) busy).update();
    assertThat(busy.getValue()).isEqualTo(1000);
    passes(1000);
    times.begin(IDLE);
    passes(4000);
    ((View) busy).update();

    assertThat(busy.getValue()).isEqualTo(200);
    assertThat(idle.getValue()).isEqualTo(800);
    assertThat(recent.gauge(BACK_PRESSURED).getValue()).isZero();
  }

  private void passes(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private void assertSpent(long busy, long idle, long backPressured) {
    assertThat(times.millis(BUSY)).as("busy").isEqualTo(busy);
    assertThat(times.millis(IDLE)).as("idle").isEqualTo(idle);
    assertThat(times.millis(BACK_PRESSURED)).as("backpressured").isEqualTo(backPressured);
  }
}

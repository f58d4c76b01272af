package io.conttune.collector;

import static io.conttune.collector.Polls.WORK;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.graph;
import static io.conttune.collector.Polls.healthy;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.source;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import org.junit.jupiter.api.Test;

/** A window begins anew when what it measures is no longer the same. */
class WindowOfAnotherRunTest extends FedWindow {
  @Test
  void beginsAnewWhenTheJobIdChanges() {
    feed(10, 60);

    WindowResult result =
        window.add(poll("job-2", JobState.RUNNING, RUNNING, 65, graph(2), source(65), work(65)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
  }

  @Test
  void beginsAnewWhenTheParallelismChanges() {
    feed(10, 60);

    WindowResult result = window.add(at(65, JobState.RUNNING, RUNNING, graph(3)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
  }

  @Test
  void warmsUpAgainAfterARestart() {
    feed(10, 60);

    WindowResult result = window.add(at(65, JobState.RUNNING, RUNNING.plusSeconds(62), graph(2)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WARMING_UP);
  }

  @Test
  void beginsAnewBehindAPollWhoseCountersWentBackwards() {
    feed(10, 60);
    WindowResult result = window.add(poll(65, source(65), work(20)));
    WindowResult almost = null;
    for (int second = 70; second <= 95; second += 5) {
      almost = window.add(poll(second, source(second), work(second - 45)));
    }
    WindowResult full = window.add(poll(100, source(100), work(55)));

    assertThat(notReady(result).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(notReady(almost).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(ready(full).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  /**
   * One answer was wrong; a window that began with it would see the rest of its records at once.
   */
  @Test
  void measuresNothingFromAPollOnThatHasShownTooLittle() {
    feed(10, 60);
    window.add(poll(65, source(65), work(20)));
    WindowResult result = feed(70, 100);

    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void measuresNothingFromAPollOnThatHasShownTooLittleAfterAnotherRunWasShown() {
    feed(10, 60);
    window.add(at(62, JobState.TRANSITIONAL, RUNNING, graph(2)));
    window.add(poll(65, source(65), work(20)));
    WindowResult result = feed(70, 100);

    assertThat(ready(result).of(WORK).inputRate()).isCloseTo(100, TINY);
  }

  @Test
  void beginsAnewWhenTheJobOrAVertexStopsRunning() {
    feed(10, 60);
    WindowResult restarting = window.add(at(65, JobState.TRANSITIONAL, RUNNING, graph(2)));
    WindowResult back = window.add(healthy(70));
    VertexSample deploying = counters(WORK, VertexState.OTHER, 0, 0, new TaskTime(0, 0, 0));
    WindowResult vertexDown = window.add(poll(75, source(75), deploying));

    assertThat(notReady(restarting).cause()).isEqualTo(NotReadyCause.JOB_NOT_RUNNING);
    assertThat(notReady(restarting).reason()).endsWith(" is restarting or on its way up");
    assertThat(notReady(back).cause()).isEqualTo(NotReadyCause.WINDOW_FILLING);
    assertThat(notReady(vertexDown).cause()).isEqualTo(NotReadyCause.VERTEX_NOT_RUNNING);
    assertThat(notReady(vertexDown).reason()).contains("'work'");
  }
}

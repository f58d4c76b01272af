package io.conttune.usefultime;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.View;

/**
 * The gauges {@code …TimeMsPerSecond}: how many milliseconds of each second a task spent in a
 * state, over the last interval at which Flink updates its views (5 s). Not a number until the task
 * has run through one of them.
 */
public final class RecentTimes {
  private final TaskTimes times;
  private final Map<TaskState, Long> before = new EnumMap<>(TaskState.class);
  private final Map<TaskState, Double> perSecond = new EnumMap<>(TaskState.class);

  /** Of this task. */
  public RecentTimes(TaskTimes times) {
    this.times = times;
    for (TaskState state : TaskState.values()) {
      before.put(state, 0L);
      perSecond.put(state, Double.NaN);
    }
  }

  /** The gauge of a state. */
  public Gauge<Double> gauge(TaskState state) {
    return () -> perSecond(state);
  }

  /** The gauge of a state that, once registered, also has Flink update all of them. */
  public Gauge<Double> updatingGauge(TaskState state) {
    return new UpdatingGauge(state);
  }

  private synchronized double perSecond(TaskState state) {
    return perSecond.get(state);
  }

  private synchronized void update() {
    Map<TaskState, Long> spent = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      long now = times.millis(state);
      spent.put(state, now - before.put(state, now));
    }
    long elapsed = spent.values().stream().mapToLong(Long::longValue).sum();
    if (elapsed > 0) {
      spent.forEach((state, millis) -> perSecond.put(state, 1000.0 * millis / elapsed));
    }
  }

  private final class UpdatingGauge implements Gauge<Double>, View {
    private final TaskState state;

    UpdatingGauge(TaskState state) {
      this.state = state;
    }

    @Override
    public Double getValue() {
      return perSecond(state);
    }

    @Override
    public void update() {
      RecentTimes.this.update();
    }
  }
}

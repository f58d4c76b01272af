package io.conttune.controller.loop;

import io.conttune.core.tuning.Tuner;
import java.time.Duration;
import java.util.List;

/**
 * A fluid of 2000 records/s through source → window → sink, with 4 subtasks of window and sink at
 * first. The window operator passes a fifth of what it reads on, every 15 s. While the sink's
 * buffer is full it waits and reads nothing.
 */
final class WindowedJob extends PolledJob {
  private static final int SINK = 2;
  private static final int STEPS_PER_PERIOD = 15 * STEPS_PER_SECOND;
  private static final double RATE = 2000;
  private static final double SELECTIVITY = 0.2;
  private static final double SOURCE_ABILITY = 50_000;
  private static final double WINDOW_ABILITY = 2000;

  private final double sinkAbility;
  private final double buffer;
  private final int start;
  private double outsideLimit = Double.POSITIVE_INFINITY;
  private double stragglers;
  private double gathered;
  private double firing;
  private double queue;

  /**
   * The job.
   *
   * @param sinkAbility records/s that one subtask of the sink processes
   * @param buffer records that may wait before the sink
   * @param start seconds since a firing at which the job begins
   */
  WindowedJob(double sinkAbility, double buffer, int start) {
    super(new Vertex("source", 1), new Vertex("window", 4), new Vertex("sink", 4));
    this.sinkAbility = sinkAbility;
    this.buffer = buffer;
    this.start = start * STEPS_PER_SECOND;
  }

  /** Something outside of Flink lets all subtasks of the sink process no more than this. */
  WindowedJob outsideLimit(double recordsPerSecond) {
    outsideLimit = recordsPerSecond;
    return this;
  }

  /** The window operator writes so many records/s between its firings, too. */
  WindowedJob stragglers(double recordsPerSecond) {
    stragglers = recordsPerSecond;
    return this;
  }

  /** Lets a tuner watch it for so long; returns the sink's parallelism in each of the runs. */
  List<Integer> play(Tuner tuner, Duration time) {
    return play(tuner, time, SINK);
  }

  @Override
  double arriving(int step) {
    return RATE * STEP;
  }

  @Override
  void work(int step) {
    Vertex window = vertex(1);
    Vertex sink = vertex(SINK);
    if ((step + start) % STEPS_PER_PERIOD == 0) {
      firing += gathered;
      gathered = 0;
    }
    double fired = Math.min(firing, Math.max(0, buffer - queue));
    firing -= fired;
    boolean waits = firing > 0;
    double written = fired + (waits ? 0 : stragglers * STEP);
    queue += written;
    double most = STEP * WINDOW_ABILITY * window.parallelism();
    double read = waits ? 0 : Math.min(backlog(), most);
    read(read);
    gathered += read * SELECTIVITY;
    double sinkOfAll = Math.min(outsideLimit, sinkAbility * sink.parallelism());
    double arrived = Math.min(queue, sinkOfAll * STEP);
    queue -= arrived;
    vertex(0).work(read, read, SOURCE_ABILITY, waits);
    window.work(read, written, WINDOW_ABILITY, waits);
    sink.work(arrived, 0, sinkOfAll / sink.parallelism(), false);
  }
}

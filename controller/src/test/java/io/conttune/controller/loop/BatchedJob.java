package io.conttune.controller.loop;

import io.conttune.core.tuning.Tuner;
import java.time.Duration;
import java.util.List;

/**
 * A fluid of 100 records/s on average through source → map → sink, which arrives in batches. The
 * source reads a batch at once, and the map works it off at 50 records/s per subtask.
 */
final class BatchedJob extends PolledJob {
  private static final int MAP = 1;
  private static final double RATE = 100;
  private static final double SOURCE_ABILITY = 5000;
  private static final double MAP_ABILITY = 50;
  private static final double SINK_ABILITY = 300;

  private final int stepsPerBatch;
  private double queue;
  private int stop = Integer.MAX_VALUE;
  private int resumption = Integer.MAX_VALUE;

  /**
   * The job.
   *
   * @param period seconds from one batch to the next
   * @param maps subtasks of the map at first
   */
  BatchedJob(double period, int maps) {
    super(new Vertex("source", 1), new Vertex("map", maps), new Vertex("sink", 8));
    this.stepsPerBatch = (int) Math.round(period * STEPS_PER_SECOND);
  }

  /** No batch is sent between these times. */
  BatchedJob stopping(Duration from, Duration to) {
    stop = (int) from.toSeconds() * STEPS_PER_SECOND;
    resumption = (int) to.toSeconds() * STEPS_PER_SECOND;
    return this;
  }

  /** Lets a tuner watch it for so long; returns the map's parallelism in each of the runs. */
  List<Integer> play(Tuner tuner, Duration time) {
    return play(tuner, time, MAP);
  }

  @Override
  double arriving(int step) {
    boolean isStopped = step >= stop && step < resumption;
    return step % stepsPerBatch == 0 && !isStopped ? RATE * STEP * stepsPerBatch : 0;
  }

  @Override
  void work(int step) {
    Vertex map = vertex(MAP);
    double read = Math.min(backlog(), SOURCE_ABILITY * STEP);
    read(read);
    queue += read;
    double mapped = Math.min(queue, MAP_ABILITY * map.parallelism() * STEP);
    queue -= mapped;
    vertex(0).work(read, read, SOURCE_ABILITY, false);
    map.work(mapped, mapped, MAP_ABILITY, false);
    vertex(2).work(mapped, 0, SINK_ABILITY, false);
  }
}

package io.conttune.core.tuning;

import static io.conttune.core.tuning.JobFixture.id;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.TaskTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * A source and a chain of operators behind it as a fluid, with hidden capacities. Each operator
 * passes on every record that it reads. What the slowest one cannot take waits before the source.
 */
public final class FluidJob {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final double DOWN_SECONDS = 15;

  private final Source source;
  private final List<Operator> operators = new ArrayList<>();
  private final List<Integer> parallelism = new ArrayList<>();
  private boolean tellsBusiest = true;
  private OptionalInt keyGroups = OptionalInt.empty();
  private int sourceSubtasks = 1;
  private int mostSourceSubtasks = 1;
  private Random errors = new Random(0);
  private double amplitude;
  private int most = 64;
  private double rate;
  private double backlog;

  /**
   * The source.
   *
   * @param limit the most that each of its subtasks reads, records/s
   * @param busy share of time in which it is busy when it reads that much
   * @param backlog what it tells of the records that wait
   */
  public record Source(double limit, double busy, Told backlog) {
    /** One that is never the bottleneck. */
    public static final Source FAST = new Source(1e6, 1, Told.TRUE);
  }

  /** The form in which a source tells of the records that wait for it. */
  public enum Told {
    /** What waits. */
    TRUE,
    /** Nothing. */
    NOTHING,
    /** Always the same number, of records that nobody can read. */
    CONSTANT
  }

  /**
   * An operator.
   *
   * @param ability processing ability by parallelism, if all subtasks had the same load
   * @param hottest load of the busiest subtask over the mean one
   * @param ship how records travel to it
   */
  public record Operator(
      String name, IntToDoubleFunction ability, IntToDoubleFunction hottest, ShipStrategy ship) {
    double capacity(int p) {
      return ability.applyAsDouble(p) / hottest(p);
    }

    double hottest(int p) {
      return Math.min(p, hottest.applyAsDouble(p));
    }
  }

  /** A job whose source receives this many records per second. */
  public FluidJob(Source source, double rate) {
    this.source = source;
    this.rate = rate;
  }

  /** Adds an operator behind the last one. */
  public FluidJob operator(String name, int initial, IntToDoubleFunction ability) {
    return operator(initial, new Operator(name, ability, p -> 1, ShipStrategy.REBALANCE));
  }

  /** Adds an operator behind the last one. */
  public FluidJob operator(int initial, Operator operator) {
    operators.add(operator);
    parallelism.add(initial);
    return this;
  }

  /** Flink does not tell the busiest subtask, as before 1.16. */
  public FluidJob withoutBusiest() {
    tellsBusiest = false;
    return this;
  }

  /** Each window errs by up to so much in the busy time of each operator. */
  public FluidJob noisy(double most, long seed) {
    amplitude = most;
    errors = new Random(seed);
    return this;
  }

  /** Records that wait before the source at first. */
  public FluidJob withBacklog(double records) {
    backlog = records;
    return this;
  }

  /** The most subtasks that any operator may have. */
  public FluidJob atMost(int subtasks) {
    most = subtasks;
    return this;
  }

  /** The source has so many subtasks, and may have more. */
  public FluidJob sourceSubtasks(int initial, int mostOfSource) {
    sourceSubtasks = initial;
    mostSourceSubtasks = mostOfSource;
    return this;
  }

  /** The key groups of every operator. */
  public FluidJob keyGroups(int number) {
    keyGroups = OptionalInt.of(number);
    return this;
  }

  /** Records per second that arrive from now on. */
  public void arriving(double recordsPerSecond) {
    rate = recordsPerSecond;
  }

  /** Records that wait before the source. */
  public double backlog() {
    return backlog;
  }

  /** The present parallelism of an operator. */
  public int parallelism(String name) {
    for (int i = 0; i < operators.size(); i++) {
      if (operators.get(i).name().equals(name)) {
        return parallelism.get(i);
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Returns whether all operators can process what arrives. */
  public boolean suffices() {
    return capacity() >= rate;
  }

  private double capacity() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < operators.size(); i++) {
      least = Math.min(least, operators.get(i).capacity(parallelism.get(i)));
    }
    return least;
  }

  /** Redeploys: records gather while the job is down. */
  public void rescale(Map<OperatorId, Integer> wanted) {
    sourceSubtasks = wanted.get(id("source"));
    for (int i = 0; i < operators.size(); i++) {
      parallelism.set(i, wanted.get(id(operators.get(i).name())));
    }
    backlog += rate * DOWN_SECONDS;
  }

  /** The measurements of a window that begins now. */
  public JobFixture window() {
    double seconds = WINDOW.toSeconds();
    double limit = source.limit() * sourceSubtasks;
    double wanted = Math.min(limit, rate + backlog / seconds);
    double read = Math.min(wanted, capacity());
    boolean throttled = read < wanted;
    double growth = rate - read;
    backlog = Math.max(0, backlog + growth * seconds);
    double busy = source.busy() * read / limit;
    JobFixture job =
        new JobFixture()
            .window(WINDOW)
            .vertex("source", sourceSubtasks, read, read, throttled ? waiting(busy) : idle(busy))
            .bounds("source", 1, mostSourceSubtasks);
    tell(job, growth);
    boolean heldUp = throttled;
    String before = "source";
    for (int i = 0; i < operators.size(); i++) {
      Operator operator = operators.get(i);
      int p = parallelism.get(i);
      double error = 1 + amplitude * (2 * errors.nextDouble() - 1);
      double mean = error * read / operator.ability().applyAsDouble(p);
      heldUp &= operator.capacity(p) > read;
      job.vertex(operator.name(), p, read, read, heldUp ? waiting(mean) : idle(mean));
      if (tellsBusiest) {
        job.busiest(operator.name(), Math.min(1, mean * operator.hottest(p)));
      }
      job.bounds(operator.name(), 1, most);
      keyGroups.ifPresent(number -> job.keyGroups(operator.name(), number));
      job.edge(before, operator.name(), operator.ship());
      before = operator.name();
    }
    return job;
  }

  private void tell(JobFixture job, double growth) {
    if (source.backlog() == Told.TRUE) {
      job.backlog("source", backlog, growth);
    } else if (source.backlog() == Told.CONSTANT) {
      job.backlog("source", 20_000, 0);
    }
  }

  private static TaskTime waiting(double busy) {
    return new TaskTime(Math.min(1, busy), 0, Math.max(0, 1 - busy));
  }

  private static TaskTime idle(double busy) {
    return new TaskTime(Math.min(1, busy), Math.max(0, 1 - busy), 0);
  }
}

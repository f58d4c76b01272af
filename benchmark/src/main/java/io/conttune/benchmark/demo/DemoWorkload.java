package io.conttune.benchmark.demo;

import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.wordcount.WordCount;
import io.conttune.benchmark.run.QueryLaunch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * The load of the demo: four rates in an order drawn from a seed, played over and over, and the
 * processing ability of each operator.
 *
 * @param rates lines per second
 * @param splitterAbility the splitter's processing ability, in lines per second
 * @param countAbility the count's processing ability, in words per second
 */
record DemoWorkload(List<Long> rates, UslCurve splitterAbility, UslCurve countAbility) {
  static final String JOB = "WordCount";
  static final int WORDS_PER_LINE = 4;
  static final int KEYS = 20_000;
  static final String SOURCE = "source";
  static final String SPLITTER = "splitter";
  static final String COUNT = "count";

  /** Rates that need between 3 and 13 subtasks of an operator, on 2 cores that mostly park. */
  static final DemoWorkload STANDARD =
      new DemoWorkload(
          List.of(60L, 100L, 140L, 180L),
          new UslCurve(25, 0.02, 0.0004),
          new UslCurve(110, 0.03, 0.0002));

  private static final int START = 4;
  private static final int SLOTS =
      EmbeddedFlink.TASK_MANAGERS * EmbeddedFlink.SLOTS_PER_TASK_MANAGER;

  DemoWorkload {
    rates = List.copyOf(rates);
  }

  /** The rate of each step: a permutation of the rates, repeated until there are enough. */
  List<Long> schedule(int steps, long seed) {
    List<Long> permutation = new ArrayList<>(rates);
    shuffle(permutation, new SplittableRandom(seed));
    List<Long> schedule = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      schedule.add(permutation.get(step % permutation.size()));
    }
    return schedule;
  }

  /**
   * Fisher and Yates' shuffle. Not with {@code java.util.Random}: its first draws are nearly the
   * same for all small seeds, so 6 of the 24 orders of four rates are all that people would see.
   */
  private static void shuffle(List<Long> rates, RandomGenerator random) {
    for (int last = rates.size() - 1; last > 0; last--) {
      Collections.swap(rates, last, random.nextInt(last + 1));
    }
  }

  /** The least parallelism of each tuned operator that carries a rate at this utilisation. */
  Map<String, Integer> neededParallelism(double linesPerSecond, double targetUtilization) {
    Map<String, Integer> needed = new LinkedHashMap<>();
    needed.put(SPLITTER, least(splitterAbility, linesPerSecond / targetUtilization));
    needed.put(COUNT, least(countAbility, WORDS_PER_LINE * linesPerSecond / targetUtilization));
    return needed;
  }

  /** Records/s that an operator can process at a parallelism; of the source, without bound. */
  double processingAbility(String operator, int parallelism) {
    return switch (operator) {
      case SPLITTER -> splitterAbility.processingAbility(parallelism);
      case COUNT -> countAbility.processingAbility(parallelism);
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** How the job is run on a schedule of lines per second. */
  QueryLaunch launch(RateSchedule schedule, long seed, Path totals) {
    return new QueryLaunch(
        JOB,
        new WordCount(),
        Map.of(SOURCE, START, SPLITTER, START, COUNT, START),
        Map.of(SPLITTER, splitterAbility, COUNT, countAbility),
        Map.of(SOURCE, 1L),
        schedule,
        new QueryLaunch.Input(seed, KEYS),
        totals);
  }

  /** The operators that are tuned, in the order of the job graph. */
  List<String> tunedOperators() {
    return List.of(SPLITTER, COUNT);
  }

  /** What a tuned operator receives. */
  String unit(String operator) {
    return operator.equals(COUNT) ? "words/s" : "lines/s";
  }

  /** Records that an operator receives for each line of the input. */
  int recordsPerLine(String operator) {
    return operator.equals(COUNT) ? WORDS_PER_LINE : 1;
  }

  /** Lines per second that all tuned operators can process, the slowest of them deciding. */
  double capacity(ToIntFunction<String> parallelism) {
    return tunedOperators().stream()
        .mapToDouble(
            operator ->
                processingAbility(operator, parallelism.applyAsInt(operator))
                    / recordsPerLine(operator))
        .min()
        .orElseThrow();
  }

  private static int least(UslCurve curve, double capacity) {
    for (int parallelism = 1; parallelism < SLOTS; parallelism++) {
      if (curve.processingAbility(parallelism) >= capacity) {
        return parallelism;
      }
    }
    return SLOTS;
  }
}

package io.conttune.benchmark.simulator.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A source of the rates of a simulation. */
public sealed interface Schedule {
  /**
   * The plans, each played from the beginning by a job of its own.
   *
   * @param rates of the workload
   * @param step time for which a rate holds
   * @param seed of the random numbers
   */
  List<RatePlan> plans(List<Double> rates, Duration step, long seed);

  /** The name in results. */
  String label();

  /** The way in which the unit of its rates is known; empty if they are the workload's own. */
  default Optional<Trace.UnitOrigin> unit() {
    return Optional.empty();
  }

  /** Whether each of its jobs meets a single load, which the tuner has never seen. */
  default boolean isFirstContact() {
    return false;
  }

  /** The workload's own rates, once, as they stand. */
  record Own() implements Schedule {
    @Override
    public List<RatePlan> plans(List<Double> rates, Duration step, long seed) {
      return List.of(RatePlan.of(rates, step));
    }

    @Override
    public String label() {
      return "own";
    }
  }

  /** Each of the workload's rates alone, so that every job meets a single one, without history. */
  record Singles() implements Schedule {
    @Override
    public List<RatePlan> plans(List<Double> rates, Duration step, long seed) {
      return rates.stream().map(rate -> RatePlan.of(List.of(rate), step)).toList();
    }

    @Override
    public boolean isFirstContact() {
      return true;
    }

    @Override
    public String label() {
      return "single";
    }
  }

  /** The paper's: six permutations of the workload's rates, each played twice [ContTune §6]. */
  record Permutations() implements Schedule {
    private static final int COUNT = 6;

    @Override
    public List<RatePlan> plans(List<Double> rates, Duration step, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return Stream.generate(() -> permuted(rates, random))
          .limit(COUNT)
          .map(once -> RatePlan.of(Stream.concat(once.stream(), once.stream()).toList(), step))
          .toList();
    }

    private static List<Double> permuted(List<Double> rates, SplittableRandom random) {
      List<Double> result = new ArrayList<>(rates);
      for (int i = result.size() - 1; i > 0; i--) {
        Collections.swap(result, i, random.nextInt(i + 1));
      }
      return result;
    }

    @Override
    public String label() {
      return "random";
    }
  }

  /**
   * A trace, once.
   *
   * @param rates factors on the unit rates
   * @param holds the time for which each of them holds; nothing if all hold as long as the
   *     workload's
   * @param unit how the unit of the file's numbers is known
   */
  record Trace(String label, List<Double> rates, List<Duration> holds, Optional<UnitOrigin> unit)
      implements Schedule {
    /** The source of a trace's unit. */
    public enum UnitOrigin {
      /** The file or the user told it. */
      TOLD,
      /** Nobody told it, and factors were assumed. */
      ASSUMED
    }

    public Trace {
      rates = List.copyOf(rates);
      holds = List.copyOf(holds);
    }

    @Override
    public List<RatePlan> plans(List<Double> ofWorkload, Duration step, long seed) {
      return List.of(holds.isEmpty() ? RatePlan.of(rates, step) : RatePlan.of(rates, holds));
    }
  }

  /** A form between the least and the largest of the workload's rates. */
  enum Form implements Schedule {
    /** In ten steps up and in ten down again. */
    RAMP {
      @Override
      double height(int index) {
        int up = Math.min(index, LENGTH - 1 - index);
        return up / (LENGTH / 2 - 1.0);
      }
    },
    /** Quiet, but for every fifth step. */
    SPIKE {
      @Override
      double height(int index) {
        return index % BETWEEN_SPIKES == BETWEEN_SPIKES - 1 ? 1 : 0;
      }
    },
    /** Two days of which each step is a tenth. */
    DIURNAL {
      @Override
      double height(int index) {
        return (1 - StrictMath.cos(4 * Math.PI * index / LENGTH)) / 2;
      }
    };

    private static final int LENGTH = 20;
    private static final int BETWEEN_SPIKES = 5;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** From 0, the least rate, to 1, the largest. */
    abstract double height(int index);

    @Override
    public List<RatePlan> plans(List<Double> rates, Duration step, long seed) {
      double least = Collections.min(rates);
      double most = Collections.max(rates);
      List<Double> values =
          IntStream.range(0, LENGTH).mapToObj(i -> least + height(i) * (most - least)).toList();
      return List.of(RatePlan.of(values, step));
    }
  }
}

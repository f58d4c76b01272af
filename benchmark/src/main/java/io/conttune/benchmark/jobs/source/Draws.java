package io.conttune.benchmark.jobs.source;

import java.io.Serializable;

/**
 * Random numbers that can be drawn in any order: each follows from the seed and its place alone.
 *
 * @param seed any number
 */
public record Draws(long seed) implements Serializable {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Draws independent of these and of those of any other stream. */
  public Draws stream(long number) {
    return new Draws(scramble(seed ^ scramble(number + GOLDEN_GAMMA)));
  }

  /** The number at a place, uniform from 0 to below the bound, which is at least 1. */
  public int below(int bound, long place) {
    long bits = scramble(scramble(seed) + (place + 1) * GOLDEN_GAMMA);
    return (int) (((bits >>> 32) * bound) >>> 32);
  }

  /** The mixing function of SplitMix64 [Steele, Lea, Flood 2014]. */
  public static long scramble(long value) {
    long first = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}

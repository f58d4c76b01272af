package io.conttune.core;

import java.time.Duration;

/** Checks of values that enter a record; each names the value and what was expected of it. */
public final class Require {
  private Require() {}

  /**
   * Returns {@code value} if it is a finite number of at least 0.
   *
   * @throws IllegalArgumentException if it is NaN, infinite or negative
   */
  public static double nonNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a finite number of at least 0, but is " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it is a finite number above 0.
   *
   * @throws IllegalArgumentException if it is NaN, infinite, negative or 0
   */
  public static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a finite number above 0, but is " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is smaller
   */
  public static int atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is smaller
   */
  public static long atLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it lies in [0, 1].
   *
   * @throws IllegalArgumentException if it is NaN or outside
   */
  public static double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, but is " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it holds more than white space.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String text(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }

  /**
   * Returns {@code duration} if it is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is shorter
   */
  public static Duration atLeast(String name, Duration least, Duration duration) {
    if (duration.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + ", but is " + duration);
    }
    return duration;
  }
}

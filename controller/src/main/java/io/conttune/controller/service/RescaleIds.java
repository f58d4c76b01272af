package io.conttune.controller.service;

import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random ids of 32 hexadecimal digits, in the form that Flink's own ids have. */
public final class RescaleIds implements Supplier<String> {
  private static final int BYTES = 16;

  private final RandomGenerator random;

  /** Ids from this source of randomness, which must be safe for several threads. */
  public RescaleIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String get() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.conttune.benchmark.jobs.source;

/**
 * Fills records up to about 1 KiB on the wire: Flink bounds what is in flight in bytes, so records
 * of a few bytes would hide half a minute of overload in its buffers.
 */
public final class Padding {
  /** About what a record lacks to 1 KiB. */
  public static final String KIBIBYTE = "-".repeat(1000);

  private Padding() {}
}

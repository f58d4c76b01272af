package io.conttune.core.lease;

/**
 * An act or a write was refused because another controller has taken the lease. The message names
 * that controller.
 */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception whose message says what was refused, and why. */
  public LeaseLostException(String message) {
    super(message);
  }

  /** A lease that was taken by {@code other} since. */
  public static LeaseLostException to(Lease other, Lease lost) {
    return new LeaseLostException(
        "the lease on job %s (epoch %d) was lost to %s (epoch %d)"
            .formatted(lost.jobName(), lost.epoch(), other.holder(), other.epoch()));
  }
}

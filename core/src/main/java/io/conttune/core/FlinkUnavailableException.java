package io.conttune.core;

/**
 * Flink did not answer, or not with what was expected. The message names the method and the URL of
 * the call and what came back; trying again later may succeed.
 */
public final class FlinkUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An answer that could not be used; {@code message} names method and URL. */
  public FlinkUnavailableException(String message) {
    super(message);
  }

  /** A call that failed with {@code cause}; {@code message} names method and URL. */
  public FlinkUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.conttune.core;

/**
 * The store could not be read or written; the message names it. Nothing that depends on the write
 * may be done: a rescale that is not in the journal does not begin.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A store that must not be used, for the reason that {@code message} gives. */
  public StoreUnavailableException(String message) {
    super(message);
  }

  /** A read or write that failed with {@code cause}. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

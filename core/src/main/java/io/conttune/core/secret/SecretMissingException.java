package io.conttune.core.secret;

/** There is no secret at the place that a reference names. The message names the place. */
public final class SecretMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Continues the sentence "this value …". */
  public SecretMissingException(String message) {
    super(message);
  }

  /** The same, for this reason. */
  public SecretMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}

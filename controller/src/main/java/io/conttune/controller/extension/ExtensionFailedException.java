package io.conttune.controller.extension;

/** Code of the user's has failed or hangs; the message says so in one sentence. */
public final class ExtensionFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ExtensionFailedException(String message) {
    super(message);
  }

  ExtensionFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

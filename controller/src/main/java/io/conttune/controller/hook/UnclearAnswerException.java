package io.conttune.controller.hook;

/** A program of the user's has answered, but not as was expected; the message says how. */
final class UnclearAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An answer that is unclear for this reason. */
  UnclearAnswerException(String reason) {
    super(reason);
  }
}

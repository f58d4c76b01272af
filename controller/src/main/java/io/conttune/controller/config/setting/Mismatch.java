package io.conttune.controller.config.setting;

/** A value is not what its key expects; the message continues the sentence "this value …". */
public final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;

  /** Continues the sentence "this value …". */
  public Mismatch(String message) {
    super(message);
  }
}

package io.conttune.controller.config;

/** The user's choice for state that no operator of the new run takes. */
public enum NonRestoredState {
  /** The run fails, and is rolled back. */
  REFUSE,
  /** It is dropped for good. */
  ALLOW
}

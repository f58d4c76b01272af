package io.conttune.controller.config;

/** The answer to a rescale that would launch another jar than the one that runs. */
public enum NewCode {
  /** The jar that runs is launched again; if it is gone, nothing is done. */
  REFUSE,
  /** The newest jar of the configured name, or the present content of the file, is launched. */
  ALLOW
}

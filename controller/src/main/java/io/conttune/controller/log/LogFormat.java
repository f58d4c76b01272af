package io.conttune.controller.log;

/** How a log line looks. */
public enum LogFormat {
  /** One JSON object per line, for machines. */
  JSON,
  /** Time, level, event and {@code key=value}, for people. */
  TEXT
}

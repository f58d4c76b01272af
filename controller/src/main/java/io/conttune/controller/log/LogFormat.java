package io.conttune.controller.log;

/** The form of a log line. */
public enum LogFormat {
  /** One JSON object per line, for machines. */
  JSON,
  /** Time, level, event and {@code key=value}, for people. */
  TEXT
}

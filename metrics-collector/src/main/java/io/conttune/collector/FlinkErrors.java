package io.conttune.collector;

import java.util.List;

/** Reads the root cause out of the stack traces that Flink sends with an error. */
public final class FlinkErrors {
  private static final String CAUSED_BY = "Caused by: ";

  /** With this line Flink begins every trace of its REST handlers. */
  private static final String PREFACE = "<Exception on server side:";

  private static final String NO_REASON = "no reason given";

  private FlinkErrors() {}

  /** The first line of the innermost exception of a stack trace, shortened and safe to print. */
  public static String rootCause(String trace) {
    return rootCause(trace, SentSecrets.NONE);
  }

  /** The same of the last of several errors, without these secrets. */
  static String rootCause(List<String> errors, SentSecrets secrets) {
    return errors.isEmpty() ? NO_REASON : rootCause(errors.get(errors.size() - 1), secrets);
  }

  private static String rootCause(String trace, SentSecrets secrets) {
    int last = trace.lastIndexOf(CAUSED_BY);
    String innermost = last < 0 ? trace : trace.substring(last + CAUSED_BY.length());
    return innermost
        .lines()
        .filter(line -> !line.isBlank() && !line.equals(PREFACE))
        .findFirst()
        // Hidden before it is cut, so that no half of a secret remains.
        .map(secrets::hiddenIn)
        .map(Excerpt::of)
        .orElse(NO_REASON);
  }
}

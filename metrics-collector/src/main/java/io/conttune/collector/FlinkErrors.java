package io.conttune.collector;

/** Reads the root cause out of the stack traces that Flink sends with an error. */
public final class FlinkErrors {
  private static final String CAUSED_BY = "Caused by: ";

  /** With this line Flink begins every trace of its REST handlers. */
  private static final String PREFACE = "<Exception on server side:";

  private FlinkErrors() {}

  /** The first line of the innermost exception of a stack trace, shortened and safe to print. */
  public static String rootCause(String trace) {
    int last = trace.lastIndexOf(CAUSED_BY);
    String innermost = last < 0 ? trace : trace.substring(last + CAUSED_BY.length());
    return innermost
        .lines()
        .filter(line -> !line.isBlank() && !line.equals(PREFACE))
        .findFirst()
        .map(Excerpt::of)
        .orElse("no reason given");
  }
}

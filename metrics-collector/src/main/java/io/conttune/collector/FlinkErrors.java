package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkRest.Reply;
import java.util.Set;

/** Reads the root cause out of the stack traces that Flink sends with an error. */
public final class FlinkErrors {
  private static final String CAUSED_BY = "Caused by: ";

  /** With this line Flink begins every trace of its REST handlers. */
  private static final String PREFACE = "<Exception on server side:";

  /** What proxies and overloaded servers answer, before or after Flink has got the request. */
  private static final Set<Integer> UNDECIDED = Set.of(408, 429, 502, 503, 504);

  private FlinkErrors() {}

  /** Whether a reply leaves it open if Flink did as it was asked. */
  public static boolean leaveOpen(Reply reply) {
    return UNDECIDED.contains(reply.status());
  }

  /** The status of a refusal and the root cause that it names, for a person. */
  public static String of(Reply reply) {
    JsonNode errors = reply.body().path("errors");
    String trace =
        errors.isArray() && !errors.isEmpty() ? errors.get(errors.size() - 1).asText() : "";
    return "status " + reply.status() + ": " + rootCause(trace);
  }

  /** Whether Flink did not know a field of the request, and therefore did nothing. */
  public static boolean isUnknownFormat(Reply reply) {
    return reply.status() == 400
        && reply.body().path("errors").toString().contains("Request did not match expected format");
  }

  /** The first line of the innermost exception of a stack trace. */
  public static String rootCause(String trace) {
    int last = trace.lastIndexOf(CAUSED_BY);
    String innermost = last < 0 ? trace : trace.substring(last + CAUSED_BY.length());
    return innermost
        .lines()
        .filter(line -> !line.isBlank() && !line.equals(PREFACE))
        .findFirst()
        .orElse("no reason given");
  }
}

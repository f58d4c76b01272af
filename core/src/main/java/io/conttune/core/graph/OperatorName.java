package io.conttune.core.graph;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an operator within the chain of a job vertex, or of the whole chain.
 *
 * <p>Flink's SQL planner puts a counter into each name, as in {@code GroupAggregate[3]} or {@code
 * [3]:Calc(select=[a])}. It counts on over all plans that its process makes, so the counter differs
 * at each start of a job.
 *
 * @param text the name as Flink shows it
 */
public record OperatorName(String text) {
  /**
   * At the end of a name, or before the part of a sink, as in {@code out[8]: Writer}; at a begin.
   */
  private static final Pattern COUNTER = Pattern.compile("\\[\\d+](?=$|: | -> )|^\\[\\d+]:");

  public OperatorName {
    Objects.requireNonNull(text, "text");
  }

  /** Whether it has a counter as the SQL planner makes it. */
  public boolean hasCounter() {
    return !withoutCounter().equals(text);
  }

  /** The name without its counter; the whole name if nothing else is in it. */
  public String withoutCounter() {
    String rest = COUNTER.matcher(text).replaceAll("");
    return rest.isBlank() ? text : rest;
  }
}

package io.conttune.benchmark.played;

import java.util.List;

/**
 * A request that was to change a played job.
 *
 * @param at milliseconds of the time of day
 * @param job its number among all jobs
 * @param request method and path
 * @param before the parallelism of its operators until then, the source first
 * @param after the parallelism that was asked for; empty if the request asks for anything else
 * @param backlog records that waited at its source
 */
public record PlayedAct(
    long at, int job, String request, List<Integer> before, List<Integer> after, double backlog) {
  public PlayedAct {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Whether it asks for what is so already, as a request that is sent again does. */
  public boolean isRepeated() {
    return before.equals(after);
  }
}

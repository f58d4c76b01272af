package io.conttune.controller.trial;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A job that a cluster lists.
 *
 * @param id of the run
 * @param name blank if it was given none
 * @param state as Flink calls it
 */
record ListedJob(String id, String name, String state) {
  private static final String RUNNING = "RUNNING";

  /**
   * The running jobs of a cluster.
   *
   * @param unreadable is told of each entry of the list that cannot be read, which is left out
   * @throws FlinkUnavailableException if there is no list
   */
  static List<ListedJob> running(FlinkRest rest, Consumer<String> unreadable)
      throws FlinkUnavailableException {
    List<ListedJob> jobs = new ArrayList<>();
    for (JsonFields job : JsonFields.of(rest.fetch("/jobs/overview")).objects("jobs")) {
      try {
        ListedJob listed =
            new ListedJob(job.text("jid"), job.node().path("name").asText(""), job.text("state"));
        if (listed.state().equals(RUNNING)) {
          jobs.add(listed);
        }
      } catch (FlinkUnavailableException odd) {
        unreadable.accept(odd.getMessage());
      }
    }
    return jobs;
  }

  /** The name under which it is found; its id where the name does not tell it from others. */
  String selector(List<ListedJob> all) {
    long named = all.stream().filter(other -> other.name().equals(name)).count();
    return name.isBlank() || named > 1 ? id : name;
  }
}

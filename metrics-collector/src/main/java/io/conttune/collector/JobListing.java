package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A job as {@code /jobs/overview} lists it.
 *
 * @param stateName as Flink calls it
 * @param started in milliseconds, to tell the last one of a name
 */
record JobListing(String id, String name, String stateName, long started) {
  private static final int MOST_NAMED = 20;

  static List<JobListing> of(FlinkRest flink) throws FlinkUnavailableException {
    JsonFields overview = JsonFields.of(flink.fetch("/jobs/overview"));
    List<JobListing> result = new ArrayList<>();
    for (JsonFields job : overview.objects("jobs")) {
      result.add(
          new JobListing(
              job.text("jid"), job.text("name"), job.text("state"), job.number("start-time")));
    }
    return result;
  }

  JobState state() {
    return JobState.of(stateName);
  }

  String describe() {
    return "job '" + name + "' (" + id + ")";
  }

  /** For a person: why there is not exactly one live job to follow. */
  static String whyNotOne(
      JobSelector wanted, List<JobListing> all, List<JobListing> matching, List<JobListing> live) {
    if (live.size() > 1) {
      return "%d jobs match '%s'; name one of them by its id: %s"
          .formatted(live.size(), wanted, listed(live));
    }
    String ended =
        matching.stream()
            .max(Comparator.comparingLong(JobListing::started))
            .map(last -> "; the last one, " + last.id() + ", is " + last.stateName())
            .orElse("");
    String others = all.isEmpty() ? "the cluster has no jobs" : "the cluster has " + listed(all);
    return "no live job matches '" + wanted + "'" + ended + "; " + others;
  }

  private static String listed(List<JobListing> jobs) {
    String named =
        jobs.stream()
            .limit(MOST_NAMED)
            .map(job -> job.describe() + " " + job.stateName())
            .collect(Collectors.joining(", "));
    return jobs.size() > MOST_NAMED
        ? named + " and " + (jobs.size() - MOST_NAMED) + " more"
        : named;
  }
}

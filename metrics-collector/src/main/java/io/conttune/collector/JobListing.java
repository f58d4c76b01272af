package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting.Cause;
import io.conttune.core.metrics.JobSighting.Ended;
import io.conttune.core.metrics.JobSighting.NoJob;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSighting.Several;
import io.conttune.core.metrics.JobState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** Why there is not exactly one live job to follow. */
  static NotSeen notOne(
      JobSelector wanted, List<JobListing> all, List<JobListing> matching, List<JobListing> live) {
    if (live.size() > 1) {
      String reason =
          "%d live jobs match '%s', and nothing is done to any of them; cancel all but one: %s"
              .formatted(live.size(), wanted, listed(live));
      return new NotSeen(reason, new Several(live.stream().map(JobListing::id).sorted().toList()));
    }
    Optional<JobListing> last =
        matching.stream().max(Comparator.comparingLong(JobListing::started));
    String ended =
        last.map(job -> "; the last one, " + job.id() + ", is " + job.stateName()).orElse("");
    String others = all.isEmpty() ? "the cluster has no jobs" : "the cluster has " + listed(all);
    return new NotSeen(
        "no live job matches '" + wanted + "'" + ended + "; " + others,
        last.<Cause>map(job -> new Ended(job.id(), job.state())).orElseGet(NoJob::new));
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

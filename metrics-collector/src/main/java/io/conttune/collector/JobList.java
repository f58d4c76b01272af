package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting.Cause;
import io.conttune.core.metrics.JobSighting.Ended;
import io.conttune.core.metrics.JobSighting.NoJob;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSighting.Several;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The jobs that a cluster lists. An entry of another job that cannot be read, for example one
 * without an id, is left out, so that one odd job does not hide all others.
 *
 * @param jobs that could be read
 * @param unreadable what is wrong with each entry that could not
 */
record JobList(List<JobListing> jobs, List<String> unreadable) {
  /** The place where a cluster lists its jobs. */
  static final String PATH = "/jobs/overview";

  private static final int MOST_NAMED = 20;

  JobList {
    jobs = List.copyOf(jobs);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * The jobs that a cluster has told at {@link #PATH}.
   *
   * @param wanted the job that is looked for
   * @throws FlinkUnavailableException if that is no list, or the entry of the wanted job cannot be
   *     read
   */
  static JobList of(FlinkReply.Answered answered, JobSelector wanted)
      throws FlinkUnavailableException {
    JsonFields overview = JsonFields.of(answered);
    List<JobListing> jobs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (JsonFields job : overview.list("jobs")) {
      try {
        jobs.add(listing(job));
      } catch (FlinkUnavailableException odd) {
        if (isOf(wanted, job.node())) {
          throw odd;
        }
        unreadable.add(odd.getMessage());
      }
    }
    return new JobList(jobs, unreadable);
  }

  private static JobListing listing(JsonFields job) throws FlinkUnavailableException {
    return new JobListing(
        job.text("jid"),
        job.node().path("name").asText(""),
        job.text("state"),
        job.number("start-time"));
  }

  private static boolean isOf(JobSelector wanted, JsonNode job) {
    return wanted.matches(job.path("jid").asText(""), job.path("name").asText(""));
  }

  /** The jobs that this selector means. */
  List<JobListing> matching(JobSelector wanted) {
    return jobs.stream().filter(job -> wanted.matches(job.id(), job.name())).toList();
  }

  /** The only live job that this selector means; empty if there is none, or several. */
  Optional<JobListing> onlyLive(JobSelector wanted) {
    List<JobListing> live = matching(wanted).stream().filter(JobListing::isLive).toList();
    return live.size() == 1 ? Optional.of(live.get(0)) : Optional.empty();
  }

  /** Explains that there is not exactly one live job to follow. */
  NotSeen notOne(JobSelector wanted) {
    List<JobListing> matching = matching(wanted);
    List<JobListing> live = matching.stream().filter(JobListing::isLive).toList();
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
    String others = jobs.isEmpty() ? "the cluster has no jobs" : "the cluster has " + listed(jobs);
    return new NotSeen(
        "no live job matches '" + wanted + "'" + ended + "; " + others + note(),
        last.<Cause>map(job -> new Ended(job.id(), job.state())).orElseGet(NoJob::new));
  }

  private String note() {
    if (unreadable.isEmpty()) {
      return "";
    }
    String entries = unreadable.size() == 1 ? "1 entry" : unreadable.size() + " entries";
    return "; %s of the job list cannot be read: %s".formatted(entries, unreadable.get(0));
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

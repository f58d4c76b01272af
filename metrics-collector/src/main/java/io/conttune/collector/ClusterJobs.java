package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a cluster for its jobs, and tells a job that is gone from one that is not reached. A job
 * counts as gone only if Flink's own error says that it does not know the job, and Flink's list of
 * jobs lacks it too.
 */
public final class ClusterJobs {
  private static final String ID = "jid";

  private final FlinkRest flink;

  /** The jobs of the cluster that this client reaches. */
  public ClusterJobs(FlinkRest flink) {
    this.flink = flink;
  }

  /**
   * A resource of a job, which may have ended.
   *
   * @param resource below the job, for example {@code /checkpoints}; empty for the job itself
   * @return empty if the job is gone
   * @throws FlinkUnavailableException if there is no reply, or any other refusal
   */
  public Optional<FlinkReply.Answered> find(String jobId, String resource)
      throws FlinkUnavailableException {
    return flink
        .ask("/jobs/" + jobId + resource)
        .match(
            Optional::of,
            refused -> {
              if (isGone(refused, jobId)) {
                return Optional.empty();
              }
              throw refused.unavailable();
            });
  }

  /**
   * The details of a job, which may have ended.
   *
   * @return empty if the job is gone
   * @throws FlinkUnavailableException if there is no reply, or it shows no job
   */
  public Optional<JsonNode> details(String jobId) throws FlinkUnavailableException {
    Optional<FlinkReply.Answered> found = find(jobId, "");
    if (found.isPresent()) {
      String unused = ofJob(jobId, JsonFields.of(found.get())).text("state");
    }
    return found.map(FlinkReply.Answered::body);
  }

  /**
   * The details of a job, if they are those of the job that was asked for.
   *
   * @throws FlinkUnavailableException if they name another job
   */
  static JsonFields ofJob(String jobId, JsonFields details) throws FlinkUnavailableException {
    if (details.has(ID) && !details.text(ID).equals(jobId)) {
      throw details.unexpected(ID, "the id of the job that was asked for, " + jobId);
    }
    return details;
  }

  /**
   * The parallelism of each job vertex that the details of a job show.
   *
   * @throws FlinkUnavailableException if one of them has no id
   */
  public static Map<OperatorId, Integer> parallelism(JsonNode details)
      throws FlinkUnavailableException {
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    for (JsonNode vertex : details.path("vertices")) {
      String id = vertex.path("id").asText();
      if (id.isBlank()) {
        throw new FlinkUnavailableException(
            "the details of job %s show a job vertex without an id: %s"
                .formatted(Excerpt.of(details.path(ID)), Excerpt.of(vertex)));
      }
      result.put(new OperatorId(id), vertex.path("parallelism").asInt());
    }
    return result;
  }

  /**
   * The statistics of a job's checkpoints.
   *
   * @return empty if the job takes none, or failed before it could
   * @throws FlinkUnavailableException if there is no reply, it shows no checkpoints, or any other
   *     refusal
   */
  public Optional<JsonNode> checkpoints(String jobId) throws FlinkUnavailableException {
    return flink
        .ask("/jobs/" + jobId + "/checkpoints")
        .match(
            answered -> {
              JsonFields unused = JsonFields.of(answered).object("latest");
              return Optional.of(answered.body());
            },
            refused -> {
              if (refused.saysCheckpointingIsOff()) {
                return Optional.empty();
              }
              throw refused.unavailable();
            });
  }

  /**
   * How the job has ended, which Flink does not answer from a cache.
   *
   * @return empty where Flink does not say
   * @throws FlinkUnavailableException if there is no reply, or it shows no result
   */
  public Optional<JsonNode> executionResult(String jobId) throws FlinkUnavailableException {
    return flink
        .ask("/jobs/" + jobId + "/execution-result")
        .match(
            answered -> {
              String unused = JsonFields.of(answered).object("status").text("id");
              return Optional.of(answered.body());
            },
            refused -> Optional.empty());
  }

  /**
   * Whether the job is gone, which a refusal of a call about it suggests.
   *
   * @return false if the refusal is about something else
   * @throws FlinkUnavailableException if the refusal says that the job is not known, but the list
   *     of jobs has it or cannot be read
   */
  public boolean isGone(FlinkReply.Refused refusal, String jobId) throws FlinkUnavailableException {
    if (!refusal.saysJobNotFound(jobId)) {
      return false;
    }
    Optional<String> listed = Optional.ofNullable(statusById().get(jobId));
    if (listed.isPresent()) {
      throw new FlinkUnavailableException(
          "%s answered that there is no job %s, but the list of jobs has it as %s"
              .formatted(refusal.origin(), jobId, Excerpt.of(listed.get())));
    }
    return true;
  }

  /**
   * The jobs by id with their states, as Flink calls them; a state that cannot be read is blank.
   * The list does not come out of one of Flink's caches.
   *
   * @throws FlinkUnavailableException if there is no list, or an entry of it has no id: it may be
   *     that of any job
   */
  public Map<String, String> statusById() throws FlinkUnavailableException {
    Map<String, String> jobs = new LinkedHashMap<>();
    for (JsonFields job : JsonFields.of(flink.fetch("/jobs")).list("jobs")) {
      jobs.put(job.text("id"), job.node().path("status").asText(""));
    }
    return jobs;
  }
}

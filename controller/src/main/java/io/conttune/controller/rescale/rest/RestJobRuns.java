package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkErrors;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.SchedulerRescale;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads the runs of a cluster's jobs over its REST API. */
public final class RestJobRuns implements JobRuns {
  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final RestResourceRequirements requirements;
  private final RestRescaleHistory history;

  /** The cluster that this client reaches. */
  public RestJobRuns(FlinkRest rest) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.requirements = new RestResourceRequirements(rest);
    this.history = new RestRescaleHistory(rest);
  }

  @Override
  public JobCondition condition(String jobId) throws FlinkUnavailableException {
    Optional<JsonNode> details = jobs.details(jobId);
    if (details.isEmpty()) {
      return new JobCondition.Absent();
    }
    JsonNode job = details.get();
    JobState state = present(jobId, JobState.of(job.path("state").asText()));
    ShownStates states = states(jobId);
    return new JobCondition.Present(
        state,
        subtasks(job),
        ClusterJobs.parallelism(job),
        timestamp(job, "RUNNING"),
        state.isTerminal() ? timestamp(job, state.name()) : Optional.empty(),
        states.checkpoint(),
        states.stopSavepoint(),
        states.restored(),
        instant(job.path("now")));
  }

  private ShownStates states(String jobId) throws FlinkUnavailableException {
    Optional<JsonNode> checkpoints = jobs.checkpoints(jobId);
    String origin = "GET /jobs/%s/checkpoints".formatted(jobId);
    return checkpoints.isPresent()
        ? ShownStates.of(new JsonFields(checkpoints.get(), origin, "").object("latest"))
        : ShownStates.NONE;
  }

  /**
   * The job's details come from a cache of some seconds; whether it has ended can be asked without.
   */
  private JobState present(String jobId, JobState cached) throws FlinkUnavailableException {
    if (cached.isTerminal()) {
      return cached;
    }
    JsonNode answer = jobs.executionResult(jobId).orElse(MissingNode.getInstance());
    if (!"COMPLETED".equals(answer.path("status").path("id").asText())) {
      return cached;
    }
    return switch (answer.path("job-execution-result").path("application-status").asText()) {
      case "SUCCEEDED" -> JobState.FINISHED;
      case "CANCELED" -> JobState.CANCELED;
      case "FAILED" -> JobState.FAILED;
      default -> cached;
    };
  }

  private static Subtasks subtasks(JsonNode job) {
    JsonNode vertices = job.path("vertices");
    for (JsonNode vertex : vertices) {
      if (!isUp(vertex)) {
        return Subtasks.NOT_ALL_UP;
      }
    }
    return vertices.isEmpty() ? Subtasks.NOT_ALL_UP : Subtasks.ALL_UP;
  }

  /** Flink calls a vertex RUNNING as soon as one of its subtasks is, so they are counted. */
  private static boolean isUp(JsonNode vertex) {
    if (VertexState.of(vertex.path("status").asText()) == VertexState.OTHER) {
      return false;
    }
    JsonNode tasks = vertex.path("tasks");
    int up = tasks.path("RUNNING").asInt() + tasks.path("FINISHED").asInt();
    return tasks.isMissingNode() || up == vertex.path("parallelism").asInt();
  }

  private static Optional<Instant> timestamp(JsonNode job, String state) {
    return instant(job.path("timestamps").path(state));
  }

  private static Optional<Instant> instant(JsonNode epochMillis) {
    long millis = epochMillis.asLong(0);
    return millis > 0 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
  }

  @Override
  public Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException {
    String path = "/jobs/" + jobId;
    Optional<Instant> latest = Optional.empty();
    for (JsonNode vertex : rest.get(path).path("vertices")) {
      String details = path + "/vertices/" + vertex.path("id").asText();
      for (JsonNode subtask : rest.get(details).path("subtasks")) {
        Optional<Instant> began = beganToRun(subtask);
        if (began.isEmpty()) {
          return Optional.empty();
        }
        latest = latest.filter(at -> at.isAfter(began.get())).or(() -> began);
      }
    }
    return latest;
  }

  /** Flink tells when a subtask was deployed and how long it was in each state since (≥ 1.16). */
  private static Optional<Instant> beganToRun(JsonNode subtask) {
    JsonNode spent = subtask.path("status-duration");
    long deployed = subtask.path("start-time").asLong(subtask.path("start_time").asLong(0));
    if (deployed <= 0 || !spent.hasNonNull("RUNNING")) {
      return Optional.empty();
    }
    long coming = spent.path("DEPLOYING").asLong(0) + spent.path("INITIALIZING").asLong(0);
    return Optional.of(Instant.ofEpochMilli(deployed + Math.max(0, coming)));
  }

  /** Flink before 1.13 keeps only the failure that came last. */
  @Override
  public Optional<RunFailure> lastFailure(String jobId) throws FlinkUnavailableException {
    Optional<FlinkReply.Answered> answer = jobs.find(jobId, "/exceptions?maxExceptions=1");
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    JsonNode body = answer.get().body();
    JsonNode newest = body.path("exceptionHistory").path("entries").path(0);
    return newest.isMissingNode()
        ? failure(body.path("timestamp"), body.path("root-exception"))
        : failure(newest.path("timestamp"), newest.path("stacktrace"));
  }

  private static Optional<RunFailure> failure(JsonNode at, JsonNode trace) {
    return instant(at)
        .filter(known -> trace.isTextual())
        .map(known -> new RunFailure(known, FlinkErrors.rootCause(trace.asText())));
  }

  @Override
  public Optional<Map<OperatorId, ParallelismRange>> requirements(String jobId)
      throws FlinkUnavailableException {
    return requirements.of(jobId);
  }

  @Override
  public Optional<SchedulerRescale> schedulerRescale(String jobId, Instant since)
      throws FlinkUnavailableException {
    return history.of(jobId, since);
  }
}

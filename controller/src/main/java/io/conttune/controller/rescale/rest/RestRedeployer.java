package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkErrors;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.JobCondition;
import io.conttune.core.rescale.JobCondition.Subtasks;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.ResourceRequirements;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session cluster behind its REST API. Job ids are chosen by the caller, which every Flink from
 * 1.12 on honours; the id of a run that Flink gave another one is remembered for the life of this
 * object.
 */
public final class RestRedeployer implements Redeployer {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What proxies and overloaded servers answer: whether Flink did as it was asked is not known. */
  static final Set<Integer> UNDECIDED = Set.of(408, 429, 502, 503, 504);

  private final FlinkRest rest;
  private final ResourceRequirements requirements;
  private final ClusterJars jars;

  private final StopRequests stops;

  /** Of each job id that was to be launched in the life of this object, the job's id at Flink. */
  private final Map<String, String> launched = new ConcurrentHashMap<>();

  /**
   * The cluster that this client reaches.
   *
   * @param copies of jars, for a cluster that has lost one
   */
  public RestRedeployer(FlinkRest rest, JarStore copies, InstantSource clock) {
    this.rest = rest;
    this.jars = new ClusterJars(rest, copies);
    this.stops = new StopRequests(rest, clock);
    this.requirements = new RestResourceRequirements(rest);
  }

  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    return stops.stop(jobId, triggerId, savepointDirectory);
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    String jobId = request.jobId();
    Launch.Jar launch = (Launch.Jar) request.launch();
    ObjectNode body =
        JSON.objectNode()
            .put("jobId", jobId)
            .put("savepointPath", request.state().path())
            .put("allowNonRestoredState", launch.unclaimedState() == Launch.UnclaimedState.DROP);
    launch.entryClass().ifPresent(name -> body.put("entryClass", name));
    launch.arguments().forEach(body.withArray("programArgsList")::add);
    if (!launch.configuration().isEmpty()) {
      launch.configuration().forEach(body.withObject("/flinkConfiguration")::put);
    }
    // While a first call that was not answered still builds the job, another would build it too.
    if (launched.putIfAbsent(jobId, jobId) != null && isKnown(jobId)) {
      return new Submission.Accepted(atFlink(jobId));
    }
    Reply reply = rest.send("POST", "/jars/" + jars.idOf(launch) + "/run", Optional.of(body));
    if (reply.isSuccess()) {
      // Were another id not remembered, the next call would start a second copy.
      String given = reply.body().path("jobid").asText();
      launched.put(jobId, given.isEmpty() ? jobId : given);
      return new Submission.Accepted(atFlink(jobId));
    }
    // A refusal of an id that was used before means that an earlier call has arrived.
    if (isKnown(jobId)) {
      return new Submission.Accepted(atFlink(jobId));
    }
    if (UNDECIDED.contains(reply.status())) {
      throw unavailable(reply);
    }
    // Not sent again at once: the upload may have outlived the right to launch.
    return jars.restored(launch)
        ? new Submission.Pending()
        : new Submission.Refused(FlinkErrors.of(reply));
  }

  private boolean isKnown(String jobId) throws FlinkUnavailableException {
    Reply reply = rest.send("GET", "/jobs/" + atFlink(jobId), none());
    if (reply.status() == 404) {
      return false;
    }
    accepted(reply);
    return true;
  }

  private String atFlink(String jobId) {
    return launched.getOrDefault(jobId, jobId);
  }

  @Override
  public void cancel(String jobId) throws FlinkUnavailableException {
    Reply reply = rest.send("PATCH", "/jobs/" + atFlink(jobId) + "?mode=cancel", none());
    // 404 and 409: there is no such job, or it has ended; there is nothing to cancel.
    if (reply.status() != 404 && reply.status() != 409) {
      accepted(reply);
    }
  }

  @Override
  public JobCondition condition(String jobId) throws FlinkUnavailableException {
    String path = "/jobs/" + atFlink(jobId);
    Reply reply = rest.send("GET", path, none());
    if (reply.status() == 404) {
      return new JobCondition.Absent();
    }
    JsonNode job = accepted(reply);
    JobState state = present(JobState.of(job.path("state").asText()), path);
    JsonNode latest = latestCheckpoints(path);
    JsonNode completed = latest.path("completed");
    JsonNode savepoint = latest.path("savepoint");
    return new JobCondition.Present(
        state,
        subtasks(job),
        parallelism(job),
        timestamp(job, "RUNNING"),
        state.isTerminal() ? timestamp(job, state.name()) : Optional.empty(),
        path(completed),
        path(savepoint).filter(found -> stops(savepoint, completed)),
        restored(latest.path("restored"), completed));
  }

  /**
   * The job's details come from a cache of some seconds; whether it has ended can be asked without.
   */
  private JobState present(JobState cached, String path) throws FlinkUnavailableException {
    if (cached.isTerminal()) {
      return cached;
    }
    JsonNode answer = rest.send("GET", path + "/execution-result", none()).body();
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

  /** Nothing for a job that failed before it had a place for checkpoints. */
  private JsonNode latestCheckpoints(String path) throws FlinkUnavailableException {
    Reply reply = rest.send("GET", path + "/checkpoints", none());
    return reply.status() == 404 ? MissingNode.getInstance() : accepted(reply).path("latest");
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

  private static Map<OperatorId, Integer> parallelism(JsonNode job) {
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    for (JsonNode vertex : job.path("vertices")) {
      result.put(new OperatorId(vertex.path("id").asText()), vertex.path("parallelism").asInt());
    }
    return result;
  }

  private static Optional<Instant> timestamp(JsonNode job, String state) {
    long millis = job.path("timestamps").path(state).asLong(0);
    return millis > 0 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
  }

  private static Optional<String> path(JsonNode checkpoint) {
    return checkpoint.hasNonNull("external_path") && !checkpoint.path("discarded").asBoolean()
        ? Optional.of(checkpoint.get("external_path").asText())
        : Optional.empty();
  }

  /** A newer checkpoint, even one that was discarded, has committed more. */
  private static Optional<CapturedState> restored(JsonNode restored, JsonNode completed) {
    boolean isNewest = restored.path("id").asLong(-1) > completed.path("id").asLong(-1);
    return path(restored)
        .filter(found -> isNewest)
        .map(
            restored.path("is_savepoint").asBoolean()
                ? CapturedState::foundSavepoint
                : CapturedState::checkpoint);
  }

  /**
   * A savepoint that its user asked for leaves the job running; only a synchronous one ends it, and
   * not if the job failed over and went on to complete checkpoints.
   */
  private static boolean stops(JsonNode savepoint, JsonNode completed) {
    return savepoint.path("checkpoint_type").asText().equals("SYNC_SAVEPOINT")
        && savepoint.path("id").asLong() > completed.path("id").asLong(-1);
  }

  @Override
  public Optional<Instant> allUpSince(String jobId) throws FlinkUnavailableException {
    String path = "/jobs/" + atFlink(jobId);
    Optional<Instant> latest = Optional.empty();
    for (JsonNode vertex : accepted(rest.send("GET", path, none())).path("vertices")) {
      String details = path + "/vertices/" + vertex.path("id").asText();
      for (JsonNode subtask : accepted(rest.send("GET", details, none())).path("subtasks")) {
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

  @Override
  public ResourceRequirements requirements() {
    return requirements;
  }

  private static JsonNode accepted(Reply reply) throws FlinkUnavailableException {
    if (!reply.isSuccess()) {
      throw unavailable(reply);
    }
    return reply.body();
  }

  private static FlinkUnavailableException unavailable(Reply reply) {
    return new FlinkUnavailableException(reply.origin() + ": " + FlinkErrors.of(reply));
  }

  private static Optional<JsonNode> none() {
    return Optional.empty();
  }
}

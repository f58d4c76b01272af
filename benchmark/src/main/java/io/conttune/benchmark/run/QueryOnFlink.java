package io.conttune.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A query on a cluster, handled over REST as a user would. */
public final class QueryOnFlink {
  /**
   * The first launch loads half of Flink's classes; on a machine that is busy it takes its time.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FlinkRest rest;
  private final QueryLaunch launch;

  /** A query that is not there yet. */
  public QueryOnFlink(URI flink, QueryLaunch launch) {
    this.rest = new FlinkRest(List.of(flink), PATIENCE);
    this.launch = launch;
  }

  /** How it is run. */
  public QueryLaunch launch() {
    return launch;
  }

  /**
   * Uploads the jar and runs the job at its first parallelism.
   *
   * @param directory in which the jar is packed
   */
  public void start(Path directory) throws FlinkUnavailableException, IOException {
    String jarId = rest.upload(JobJar.writeTo(directory));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    launch.first().forEach(body.withArray("programArgsList")::add);
    FlinkReply unused = rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body)).orThrow();
  }

  /** The state of the newest run of the job; empty before the first. */
  public Optional<JobState> state() throws FlinkUnavailableException {
    return newest().map(job -> JobState.of(job.path("state").asText()));
  }

  /** When a run ended, by Flink's clock; empty while it runs. */
  public Optional<Instant> ended(String jobId) throws FlinkUnavailableException {
    long end = rest.get("/jobs/" + jobId).path("end-time").asLong(-1);
    return end > 0 ? Optional.of(Instant.ofEpochMilli(end)) : Optional.empty();
  }

  /** Asks Flink to end the newest run, unless it has ended. */
  public void cancel() throws FlinkUnavailableException {
    Optional<JsonNode> newest = newest();
    if (newest.isPresent() && !JobState.of(newest.get().path("state").asText()).isTerminal()) {
      String jobId = newest.get().path("jid").asText();
      FlinkReply unused = rest.send("PATCH", "/jobs/" + jobId + "?mode=cancel", Optional.empty());
    }
  }

  private Optional<JsonNode> newest() throws FlinkUnavailableException {
    JsonNode newest = null;
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      boolean newer =
          newest == null || job.path("start-time").asLong() > newest.path("start-time").asLong();
      if (job.path("name").asText().equals(launch.name()) && newer) {
        newest = job;
      }
    }
    return Optional.ofNullable(newest);
  }
}

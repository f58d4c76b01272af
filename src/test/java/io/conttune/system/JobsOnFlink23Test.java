package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.launch.Queries;
import io.conttune.benchmark.jobs.launch.QueryCommandLine;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.ledger.Totals;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs' jar, compiled against Flink 1.20, on a cluster of 2.3. */
@Order(6)
final class JobsOnFlink23Test {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int SLOTS = 24;

  @TempDir private Path directory;

  private final long start = Instant.now().minusSeconds(31).toEpochMilli();
  private FlinkRest rest;
  private String jar;

  /**
   * All of the input is due already. In the first run an operator that is slow keeps each job from
   * reading all of it before it is stopped, and a pause after it keeps sources from ending, in the
   * middle of which a stop may fail.
   */
  @Test
  void everyQueryHasItsResultsOverAStopAtAnotherParallelism()
      throws IOException, InterruptedException, FlinkUnavailableException {
    FlinkRelease release = FlinkRelease.of("2.3");
    try (FlinkProcesses flink = FlinkProcesses.start(release, directory, Map.of(), 1, SLOTS)) {
      rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
      jar = rest.upload(JobJar.writeTo(directory));

      Map<Query, String> first = new LinkedHashMap<>();
      for (Query query : Queries.ALL) {
        first.put(query, run(slow(query), Optional.empty()));
      }
      Map<Query, String> savepoints = new LinkedHashMap<>();
      for (Query query : Queries.ALL) {
        savepoints.put(query, stop(query, first.get(query), flink.savepointDirectory()));
        assertThat(totals(query)).doesNotExist();
      }
      for (Query query : Queries.ALL) {
        String second = run(arguments(query, 3), Optional.of(savepoints.get(query)));
        await().atMost(DEADLINE).until(() -> state(second), "FINISHED"::equals);
      }
    }

    for (Query query : Queries.ALL) {
      ResultLedger expected =
          QueryCommandLine.parse(arguments(query, 3).toArray(String[]::new)).expected();
      assertThat(TotalsAudit.compare(expected, Totals.read(totals(query)).ledger()))
          .as(query.name())
          .isEqualTo(TotalsAudit.flawless(expected));
    }
  }

  private String run(List<String> arguments, Optional<String> savepoint)
      throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    arguments.forEach(body.withArray("programArgsList")::add);
    savepoint.ifPresent(path -> body.put("savepointPath", path));
    return send("/jars/" + jar + "/run", body).path("jobid").asText();
  }

  /** Stops a job when it has begun to work; returns where its savepoint is. */
  private String stop(Query query, String job, Path savepoints) throws FlinkUnavailableException {
    await().atMost(DEADLINE).until(() -> written(job, query) > 100);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("targetDirectory", savepoints.toUri().toString());
    body.put("drain", false);
    String operation = send("/jobs/" + job + "/stop", body).path("request-id").asText();
    String path = "/jobs/" + job + "/savepoints/" + operation;
    await()
        .atMost(DEADLINE)
        .until(() -> rest.get(path).path("status").path("id").asText(), "COMPLETED"::equals);
    await().atMost(DEADLINE).until(() -> state(job), "FINISHED"::equals);
    JsonNode savepoint = rest.get(path).path("operation");
    assertThat(savepoint.path("location").asText()).as("%s", savepoint).isNotEmpty();
    return savepoint.path("location").asText();
  }

  private JsonNode send(String path, ObjectNode body) throws FlinkUnavailableException {
    return rest.send("POST", path, Optional.of(body)).orThrow().body();
  }

  /** Records that the first source has written. */
  private long written(String job, Query query) throws FlinkUnavailableException {
    for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains("Source: " + query.sources().get(0))) {
        return vertex.path("metrics").path("write-records").asLong();
      }
    }
    return 0;
  }

  private String state(String job) throws FlinkUnavailableException {
    return rest.get("/jobs/" + job).path("state").asText();
  }

  private Path totals(Query query) {
    return directory.resolve("totals-of-" + query.name());
  }

  private List<String> slow(Query query) {
    List<String> arguments = arguments(query, 2);
    arguments.set(arguments.indexOf("1,2"), "1,2,0,0,0,0");
    arguments.addAll(List.of("--cost." + query.operators().get(0), "200,0,0"));
    return arguments;
  }

  /** Half a minute of input at about 100 records/s. */
  private List<String> arguments(Query query, int parallelism) {
    List<String> arguments = new ArrayList<>(List.of("--query", query.name(), "--rates", "1,2"));
    arguments.addAll(List.of("--step-duration", "15s", "--start", String.valueOf(start)));
    arguments.addAll(List.of("--keys", "500", "--totals", totals(query).toString()));
    for (String source : query.sources()) {
      arguments.addAll(List.of("--unit-rate." + source, source.equals("persons") ? "15" : "70"));
    }
    for (String operator : query.operators()) {
      arguments.addAll(List.of("--parallelism." + operator, String.valueOf(parallelism)));
    }
    return arguments;
  }
}

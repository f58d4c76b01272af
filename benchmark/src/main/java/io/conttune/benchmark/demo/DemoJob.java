package io.conttune.benchmark.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.embedded.JobJar;
import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.jobs.launch.Launch;
import io.conttune.benchmark.jobs.ledger.Ledger;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkRest.Reply;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The word count on a cluster, handled over REST as a user would. */
final class DemoJob {
  static final String NAME = "WordCount";
  static final int START_PARALLELISM = 4;

  private final FlinkRest rest;
  private final DemoWorkload workload;
  private final RateSchedule schedule;
  private final long seed;
  private final Path totals;

  DemoJob(FlinkRest rest, DemoWorkload workload, RateSchedule schedule, long seed, Path totals) {
    this.rest = rest;
    this.workload = workload;
    this.schedule = schedule;
    this.seed = seed;
    this.totals = totals;
  }

  /** Uploads the jar and runs the job at its first parallelism. */
  void start(Path directory) throws FlinkUnavailableException, IOException {
    String jarId = rest.upload(JobJar.writeTo(directory));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    firstArguments().forEach(body.withArray("programArgsList")::add);
    Reply reply = rest.send("POST", "/jars/" + jarId + "/run", Optional.of(body));
    if (!reply.isSuccess()) {
      throw new FlinkUnavailableException(reply.describe());
    }
  }

  /** The program's arguments, with a placeholder for each operator's parallelism. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (String operator :
        List.of(DemoWorkload.SOURCE, DemoWorkload.SPLITTER, DemoWorkload.COUNT)) {
      arguments.add("--parallelism." + operator);
      String flinksName = operator.equals(DemoWorkload.SOURCE) ? "Source: source" : operator;
      arguments.add("${parallelism:" + flinksName + "}");
    }
    arguments.addAll(List.of("--cost.splitter", text(workload.costPerLine())));
    arguments.addAll(List.of("--cost.count", text(workload.costPerWord())));
    arguments.addAll(
        List.of(
            "--rates",
            schedule.recordsPerSecond().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","))));
    arguments.addAll(List.of("--step-duration", schedule.stepDuration().toMillis() + "ms"));
    arguments.addAll(List.of("--start", String.valueOf(schedule.start().toEpochMilli())));
    arguments.addAll(List.of("--seed", String.valueOf(seed)));
    arguments.addAll(List.of("--keys", String.valueOf(DemoWorkload.KEYS)));
    arguments.addAll(List.of("--totals", totals.toString()));
    arguments.addAll(List.of("--name", NAME));
    return arguments;
  }

  /** The results that the whole input holds. */
  Ledger expected() {
    return Launch.parse(firstArguments().toArray(String[]::new)).expected();
  }

  private List<String> firstArguments() {
    String first = String.valueOf(START_PARALLELISM);
    return arguments().stream()
        .map(argument -> argument.startsWith("${parallelism:") ? first : argument)
        .toList();
  }

  /** The state of the newest run of the job; empty before the first. */
  Optional<JobState> state() throws FlinkUnavailableException {
    JsonNode newest = null;
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      boolean newer =
          newest == null || job.path("start-time").asLong() > newest.path("start-time").asLong();
      if (job.path("name").asText().equals(NAME) && newer) {
        newest = job;
      }
    }
    return Optional.ofNullable(newest).map(job -> JobState.of(job.path("state").asText()));
  }

  /** When a run ended, by Flink's clock; empty while it runs. */
  Optional<Instant> ended(String jobId) throws FlinkUnavailableException {
    long end = rest.get("/jobs/" + jobId).path("end-time").asLong(-1);
    return end > 0 ? Optional.of(Instant.ofEpochMilli(end)) : Optional.empty();
  }

  private static String text(UslCurve curve) {
    return String.format(Locale.ROOT, "%s,%s,%s", curve.gamma(), curve.sigma(), curve.kappa());
  }
}

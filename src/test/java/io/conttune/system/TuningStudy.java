package io.conttune.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import io.conttune.system.StudyJob.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs whose load is odd, side by side on one real Flink, tuned by one service. The study takes as
 * many minutes as the system property {@code study.minutes} says, 10 by default, so it runs by
 * itself: {@code mvn verify -Ptuning-study}.
 */
final class TuningStudy {
  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("study.minutes", 10));
  private static final int SLOTS = 64;
  private static final int KEY_GROUPS = 32;
  private static final int FIRST_PARALLELISM = 9;

  /** Of the hottest subtask over the mean, at the first parallelism. */
  private static final double SKEW = 1.8;

  private static final String SKEWED = "skewed";
  private static final String OUTSIDE_LIMIT = "outside-limit";
  private static final String AT_ITS_PARTITIONS = "at-its-partitions";
  private static final String STATE_MACHINE = "state-machine";

  /** Little is in flight, so that an overload shows, and a savepoint of it is soon taken. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "taskmanager.memory.segment-size", "4kb",
          "taskmanager.network.memory.buffers-per-channel", "2",
          "taskmanager.network.memory.floating-buffers-per-gate", "2",
          "execution.checkpointing.interval", "10 s");

  private static final Set<String> FITTING = Set.of("FITS", "BELOW_THRESHOLD");

  /** A job that is tuned. */
  private record Row(String name, Class<?> job, List<String> arguments) {
    static Row of(StudyJob job) {
      return new Row(job.name(), StudyJob.class, job.arguments());
    }
  }

  @TempDir private static Path directory;

  private static List<JsonNode> log = List.of();

  @BeforeAll
  static void play() throws IOException, InterruptedException, FlinkUnavailableException {
    try (FlinkProcesses flink =
        FlinkProcesses.start(FlinkRelease.of("1.20"), directory, SETTINGS, 1, SLOTS)) {
      FlinkRest rest = new FlinkRest(List.of(flink.restAddress()), Duration.ofSeconds(30));
      String jar = rest.upload(StudyJob.writeJar(directory, StateMachineJob.classes()));
      Path jobs = Files.createDirectory(directory.resolve("jobs"));
      run(rest, jar, Row.of(StudyJob.light(" ", 10)));
      for (Row job : tuned()) {
        run(rest, jar, job);
        Files.writeString(jobs.resolve(job.name() + ".yaml"), yaml(flink, job));
      }
      Path service = directory.resolve("conttune.yaml");
      Files.writeString(service, "store: store\njobs: jobs\n");
      try (ChildJvm controller = new ServiceFiles(service).run()) {
        Instant end = Instant.now().plus(LENGTH);
        await()
            .atMost(LENGTH.plusMinutes(1))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> !controller.isAlive() || Instant.now().isAfter(end));
        log = controller.log();
        report();
        assertThat(controller.isAlive()).as("the controller still runs").isTrue();
      }
    }
  }

  private static List<Row> tuned() {
    return List.of(
        Row.of(
            StudyJob.light(SKEWED, 240)
                .work(FIRST_PARALLELISM, 20, Cost.OWN)
                .keys(skewedKeys(), KEY_GROUPS)),
        Row.of(StudyJob.light(OUTSIDE_LIMIT, 130).work(2, 10, Cost.SHARED)),
        Row.of(StudyJob.light(AT_ITS_PARTITIONS, 200).reading(2, 20).work(4, 20, Cost.OWN)),
        new Row(STATE_MACHINE, StateMachineJob.class, List.of(STATE_MACHINE, "1000")));
  }

  @Test
  void aJobWithABlankNameHidesNoOtherJob() {
    assertThat(events("flink-unreachable")).isEmpty();
    assertThat(events("job-seen"))
        .extracting(seen -> seen.path("job").asText())
        .contains(SKEWED, OUTSIDE_LIMIT, AT_ITS_PARTITIONS, STATE_MACHINE);
  }

  @Test
  void aJobWithAHotSubtaskStaysAsItIsOnceItFits() {
    Instant fits =
        events("hold", SKEWED).stream()
            .filter(hold -> FITTING.contains(hold.path("cause").asText()))
            .map(TuningStudy::time)
            .findFirst()
            .orElseThrow();

    assertThat(fits).isBefore(time(log.get(log.size() - 1)).minus(Duration.ofMinutes(4)));
    assertThat(events("rescale-started", SKEWED).stream().filter(e -> time(e).isAfter(fits)))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(events("job-short", SKEWED).stream().filter(e -> time(e).isAfter(fits))).isEmpty();
  }

  @Test
  void aLimitOutsideOfFlinkIsNamedAndGetsNoMoreSubtasks() {
    assertThat(works(OUTSIDE_LIMIT)).allMatch(work -> work <= 16);
    assertThat(events("rescale-started", OUTSIDE_LIMIT)).hasSizeLessThanOrEqualTo(3);
    assertThat(events("hold", OUTSIDE_LIMIT))
        .anyMatch(hold -> hold.path("cause").asText().equals("NO_GAIN"));
    assertThat(events("job-short", OUTSIDE_LIMIT)).isNotEmpty();
  }

  @Test
  void aSourceAtItsPartitionsIsNamedAndEnlargesNothingBehindIt() {
    assertThat(works(AT_ITS_PARTITIONS)).allMatch(work -> work <= 4);
    assertThat(events("rescale-started", AT_ITS_PARTITIONS)).hasSizeLessThanOrEqualTo(1);
    assertThat(events("job-short", AT_ITS_PARTITIONS))
        .anyMatch(e -> e.path("reason").asText().contains("the source is the bottleneck"));
    assertThat(events("job-relieved", AT_ITS_PARTITIONS)).isEmpty();
  }

  @Test
  void aStateMachineAtTheDefaultsIsNeverRestarted() {
    assertThat(events("hold", STATE_MACHINE))
        .anyMatch(hold -> FITTING.contains(hold.path("cause").asText()));
    assertThat(events("rescale-started", STATE_MACHINE)).isEmpty();
  }

  private static List<JsonNode> events(String name) {
    return log.stream().filter(line -> line.path("event").asText().equals(name)).toList();
  }

  private static List<JsonNode> events(String name, String job) {
    return events(name).stream().filter(line -> line.path("job").asText().equals(job)).toList();
  }

  /** The parallelisms of the keyed work over the time. */
  private static List<Integer> works(String job) {
    return log.stream()
        .filter(line -> line.path("job").asText().equals(job))
        .filter(line -> line.path("event").asText().matches("job-seen|rescale-verified"))
        .map(line -> line.path("parallelism"))
        .map(TuningStudy::work)
        .toList();
  }

  /** The name of the vertex goes on with what is chained to it. */
  private static int work(JsonNode parallelism) {
    return parallelism.properties().stream()
        .filter(vertex -> vertex.getKey().contains("work"))
        .map(vertex -> vertex.getValue().asInt())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no work in " + parallelism));
  }

  private static Instant time(JsonNode line) {
    return Instant.parse(line.path("time").asText());
  }

  /** What the controller did, for whoever runs the study. */
  private static void report() {
    for (Row job : tuned()) {
      String said =
          log.stream()
              .filter(line -> line.path("job").asText().equals(job.name()))
              .filter(line -> !line.path("level").asText().equals("DEBUG"))
              .map(JsonNode::toString)
              .collect(joining("\n  "));
      System.out.println(
          "%s: work %s, %d rescales%n  %s"
              .formatted(
                  job.name(),
                  works(job.name()),
                  events("rescale-started", job.name()).size(),
                  said));
    }
  }

  /** How many keys there must be for the hottest subtask to have so much more than the mean. */
  private static int skewedKeys() {
    return IntStream.rangeClosed(20, 1000)
        .filter(keys -> Math.abs(skew(keys) - SKEW) < 0.05)
        .findFirst()
        .orElseThrow();
  }

  private static double skew(int keys) {
    int[] load = new int[FIRST_PARALLELISM];
    IntStream.range(0, keys)
        .map(
            key ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    StudyJob.key(key), KEY_GROUPS, FIRST_PARALLELISM))
        .forEach(subtask -> load[subtask]++);
    return IntStream.of(load).max().orElseThrow() * (double) FIRST_PARALLELISM / keys;
  }

  private static void run(FlinkRest rest, String jar, Row job) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("entryClass", job.job().getName());
    job.arguments().forEach(body.withArray("programArgsList")::add);
    rest.send("POST", "/jars/" + jar + "/run", Optional.of(body)).orThrow();
  }

  /** The state machine is tuned at the defaults; the others are measured more quickly. */
  private static String yaml(FlinkProcesses flink, Row job) {
    boolean isQuick = !job.name().equals(STATE_MACHINE);
    String quick =
        isQuick
            ? """
              metrics: {poll: 500ms, window: 10s, warm-up: 3s}
              catch-up: 1m
              """
            : "";
    String arguments = job.arguments().stream().map("\"%s\""::formatted).collect(joining(", "));
    return """
        job: %s
        flink: [%s]
        mode: act
        %srescale:
          launch: overrides
          savepoint-directory: %s
          jar: study.jar
          entry-class: %s
          arguments: [%s]
        %s"""
        .formatted(
            job.name(),
            flink.restAddress(),
            quick,
            flink.savepointDirectory().toUri(),
            job.job().getName(),
            arguments,
            isQuick ? "  expected-downtime: 3s\n" : "");
  }
}

package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.audited.KafkaJob;
import io.conttune.audited.NumberedInput;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import io.conttune.flink.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job that reads from a real Kafka at a rate that changes, tuned by the real service. No number
 * of partitions is in the job's file. The controller and the TaskManager are killed while the load
 * is high. A timeline is printed. The system property {@code kafka.lines} chooses releases of
 * Flink.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KafkaStudy {
  private static final String LINES = "1.20,2.2";
  private static final Path LOGS = Path.of("..", "..", "target");
  private static final String NAME = "orders";
  private static final int PARTITIONS = 6;
  private static final int SLOTS = 10;
  private static final int KEYS = 64;
  private static final long READING_NANOS = 3_000_000;
  private static final long COUNT_NANOS = 2_000_000;
  private static final Duration CATCH_UP = Duration.ofMinutes(1);
  private static final Duration LINE = Duration.ofSeconds(5);

  /** Of the rate of one second, below which nothing worth telling waits. */
  private static final double DRAINED = 1.0;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "execution.checkpointing.interval", "1 s",
          "execution.checkpointing.tolerable-failed-checkpoints", "10",
          "restart-strategy.type", "fixed-delay",
          "restart-strategy.fixed-delay.attempts", "1000",
          "restart-strategy.fixed-delay.delay", "500 ms");

  /** The numbers of subtasks that read the same number of partitions each. */
  private static final List<Integer> EVEN = List.of(1, 2, 3, 6);

  /** A rate, and what happens so long after it began. */
  private record Phase(long perSecond, Duration length, List<Act> acts) {}

  private record Act(Duration after, String what, ThrowingAction action) {}

  /** An accident that is played. */
  private interface ThrowingAction {
    void run() throws IOException, InterruptedException;
  }

  @TempDir private Path directory;

  private final TreeSet<Integer> sourceParallelisms = new TreeSet<>();
  private FlinkProcesses flink;
  private FlinkFixture fixture;
  private KafkaTimeline timeline;

  static Stream<String> lines() {
    return Stream.of(System.getProperty("kafka.lines", LINES).split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void losesNothingAndDrainsItsBacklogWithASourceThatSharesItsPartitionsEvenly(String line)
      throws IOException, InterruptedException, ExecutionException, FlinkUnavailableException {
    FlinkRelease release = FlinkRelease.of("kafka-" + line);
    timeline = new KafkaTimeline(directory, line);
    try (KafkaBroker broker = KafkaBroker.start(directory);
        KafkaInput input = KafkaInput.start(broker.address(), NAME, PARTITIONS);
        FlinkProcesses cluster = FlinkProcesses.start(release, directory, SETTINGS, 1, SLOTS)) {
      flink = cluster;
      fixture =
          FlinkFixture.withJar(
              flink.restAddress(),
              flink.savepointDirectory(),
              AuditedJar.writeTo(directory),
              () -> {});
      AuditedRun job = job(broker);
      timeline.say("Flink %s, %d partitions".formatted(release, PARTITIONS));
      run(job.arguments("1", "1"));
      writeFiles(job);
      timeline.startController();
      try {
        for (Phase phase : phases()) {
          play(phase, input);
        }
      } finally {
        timeline.killController();
        timeline.writeLog(LOGS.resolve("kafka-study-" + release + ".log"));
      }
      long records = input.end();
      awaitDrained(records);
      drain();
      Audit audit =
          Audit.of(
              new NumberedInput(PARTITIONS, 1, 0, 0, directory.resolve("end").toString()),
              records,
              KEYS,
              job.directory());
      timeline.say(
          "%d records; lost / twice: %s in the state, %s for readers of committed data"
              .formatted(records, audit.state(), audit.transactional()));
      assertThat(audit.state()).isEqualTo(Audit.Counted.EXACTLY);
      assertThat(audit.transactional()).isEqualTo(Audit.Counted.EXACTLY);
    }
    assertThat(EVEN).containsAll(sourceParallelisms);
    assertThat(sourceParallelisms).as("the source was tuned").hasSizeGreaterThan(1);
  }

  private List<Phase> phases() {
    Act killController =
        new Act(
            Duration.ofSeconds(60),
            "kill -9 of the controller",
            () -> {
              timeline.killController();
              timeline.startController();
            });
    Act killTaskManager =
        new Act(
            Duration.ofSeconds(70),
            "kill -9 of the TaskManager",
            () -> {
              flink.killTaskManager(0);
              flink.startTaskManager(0);
            });
    return List.of(
        new Phase(150, Duration.ofSeconds(60), List.of()),
        new Phase(600, Duration.ofSeconds(180), List.of(killController, killTaskManager)),
        new Phase(1100, Duration.ofSeconds(150), List.of()),
        new Phase(200, Duration.ofSeconds(120), List.of()));
  }

  private AuditedRun job(KafkaBroker broker) throws IOException {
    Map<String, String> more = new LinkedHashMap<>();
    more.put("brokers", broker.address());
    more.put("topic", NAME);
    more.put("reading-nanos", String.valueOf(READING_NANOS));
    Path own = Files.createDirectory(directory.resolve(NAME));
    NumberedInput input = new NumberedInput(PARTITIONS, 1, 0, 0, own.resolve("end").toString());
    return new AuditedRun(NAME, own, input, COUNT_NANOS, more);
  }

  private void run(List<String> arguments) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("entryClass", KafkaJob.class.getName());
    arguments.forEach(body.withArray("programArgsList")::add);
    String jobId =
        fixture
            .rest()
            .send("POST", "/jars/" + fixture.jarId() + "/run", Optional.of(body))
            .orThrow()
            .text("jobid");
    fixture.awaitAllSubtasksRun(jobId);
  }

  private void writeFiles(AuditedRun job) throws IOException {
    Files.writeString(
        directory.resolve("conttune.yaml"), "store: store\njobs: jobs\nlisten: 127.0.0.1:0\n");
    String arguments = String.join(", ", job.template().stream().map("\"%s\""::formatted).toList());
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(
        jobs.resolve("orders.yaml"),
        """
        job: %s
        flink: [%s]
        mode: act
        metrics: {poll: 1s, window: 15s, warm-up: 5s}
        catch-up: %ds
        parallelism: {sources: partitions}
        rescale:
          launch: arguments
          savepoint-directory: %s
          jar: %s
          entry-class: %s
          arguments: [%s]
          expected-downtime: 3s
          settle: 2s
        """
            .formatted(
                NAME,
                flink.restAddress(),
                CATCH_UP.toSeconds(),
                fixture.savepointDirectory(),
                AuditedJar.FILE_NAME,
                KafkaJob.class.getName(),
                arguments));
  }

  private void play(Phase phase, KafkaInput input) {
    input.rate(phase.perSecond());
    timeline.say("%d records/s".formatted(phase.perSecond()));
    long start = System.nanoTime();
    Queue<Act> left = new ArrayDeque<>(phase.acts());
    long pending =
        await()
            .atMost(phase.length().plus(FlinkFixture.DEADLINE))
            .pollInterval(LINE)
            .until(
                () -> {
                  if (!left.isEmpty() && since(start).compareTo(left.peek().after()) >= 0) {
                    carryOut(left.remove());
                  }
                  timeline.tell();
                  return look(phase.perSecond());
                },
                waiting -> since(start).compareTo(phase.length()) >= 0);
    assertThat(pending)
        .as("records that wait at the end of the phase of %d records/s", phase.perSecond())
        .isLessThan(Math.round(DRAINED * phase.perSecond()));
  }

  private void carryOut(Act act) throws IOException, InterruptedException {
    timeline.say(act.what());
    act.action().run();
  }

  /** Prints how the job runs, and returns how much waits for it; much while that is not known. */
  private long look(long perSecond) {
    try {
      List<String> live = fixture.liveJobs(NAME);
      if (live.size() != 1) {
        timeline.say("%d/s, no job".formatted(perSecond));
        return Long.MAX_VALUE;
      }
      String jobId = live.get(0);
      int source = fixture.parallelism(jobId, "source");
      sourceParallelisms.add(source);
      long pending = pending(jobId);
      timeline.say(
          "%d/s, waiting %s, source %d, count %d, %s"
              .formatted(
                  perSecond,
                  pending == Long.MAX_VALUE ? "?" : String.valueOf(pending),
                  source,
                  fixture.parallelism(jobId, "count"),
                  fixture.state(jobId)));
      return pending;
    } catch (FlinkUnavailableException | AssertionError away) {
      timeline.say("%d/s, %s".formatted(perSecond, away.getMessage()));
      return Long.MAX_VALUE;
    }
  }

  private long pending(String jobId) throws FlinkUnavailableException {
    String path =
        "/jobs/%s/vertices/%s/subtasks/metrics?get=Source__source.pendingRecords&agg=sum"
            .formatted(jobId, fixture.vertexId(jobId, "source"));
    JsonNode sum = fixture.rest().get(path).path(0).path("sum");
    return sum.isNumber() ? sum.asLong() : Long.MAX_VALUE;
  }

  private void awaitDrained(long records) {
    await("all %d records read".formatted(records))
        .atMost(CATCH_UP)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> pending(fixture.liveJobs(NAME).get(0)) == 0);
  }

  /** Stops the job so that its state is written down, and all that it wrote is committed. */
  private void drain() throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("drain", true);
    body.put("targetDirectory", fixture.savepointDirectory());
    String jobId = fixture.liveJobs(NAME).get(0);
    fixture.rest().send("POST", "/jobs/" + jobId + "/stop", Optional.of(body)).orThrow();
    fixture.awaitState(jobId, "FINISHED");
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}

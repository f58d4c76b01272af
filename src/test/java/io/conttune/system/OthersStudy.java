package io.conttune.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.audited.KafkaJob;
import io.conttune.audited.NumberedInput;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.Mode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import io.conttune.flink.KafkaBroker;
import io.conttune.harness.AuditedJar;
import io.conttune.harness.AuditedRun;
import io.conttune.harness.KafkaInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs as other people write them, under a load that does not change, each watched in every mode at
 * the default settings: none may be restarted more than once, and the log says why. They run side
 * by side on one real Flink, for as many minutes as the system property {@code others.minutes}
 * says, 10 by default. One of them takes all the processor that it can get. A table is printed.
 */
final class OthersStudy {
  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("others.minutes", 10));
  private static final Path LOGS = Path.of("..", "..", "target");
  private static final int SLOTS = 48;
  private static final int PARTITIONS = 4;
  private static final List<String> ROWS = List.of("1000");
  private static final String SERVICE = "store: store\njobs: jobs\nlisten: 127.0.0.1:0\n";
  private static final FlinkRelease RELEASE = FlinkRelease.of("others-1.20");
  private static final int PER_SECOND = 500;
  private static final int LONGEST_REASON = 200;

  private static final List<Mode> MODES = List.of(Mode.OBSERVE, Mode.RECOMMEND, Mode.ACT);

  /**
   * A job, and how it is started.
   *
   * @param kind its name without its mode
   * @param jar the name of its file
   * @param parallelism of the request
   * @param arguments after its name
   */
  private record Subject(
      String kind, String jar, Class<?> program, int parallelism, List<String> arguments) {
    String name(Mode mode) {
      return kind + "-" + mode.name().toLowerCase(Locale.ROOT);
    }
  }

  @TempDir private Path directory;

  private final List<String> faults = new ArrayList<>();

  @Test
  void noJobIsRestartedMoreThanOnceAtTheDefaultsAndTheLogSaysWhy()
      throws IOException, InterruptedException, ExecutionException, FlinkUnavailableException {
    System.out.printf(
        "%n| job | mode | restarts | parallelism | last reason |%n|---|---|---|---|---|%n");
    try (KafkaBroker broker = KafkaBroker.start(directory);
        KafkaInput input = KafkaInput.start(broker.address(), "orders", PARTITIONS);
        FlinkProcesses flink =
            FlinkProcesses.start(
                RELEASE, directory, Map.of("execution.checkpointing.interval", "10 s"), 2, SLOTS)) {
      input.rate(PER_SECOND);
      Path jar = StudyJob.writeJar(directory, classes());
      FlinkFixture fixture =
          FlinkFixture.withJar(flink.restAddress(), flink.savepointDirectory(), jar, () -> {});
      fixture.rest().upload(AuditedJar.writeTo(directory));
      play(fixture, subjects(broker));
      scaleSqlByClient(fixture, jar);
    }
    assertThat(faults).isEmpty();
  }

  private static List<Subject> subjects(KafkaBroker broker) {
    return List.of(
        new Subject("state-machine", "study.jar", StateMachineJob.class, 2, List.of("1000")),
        new Subject("window-join", "study.jar", OthersWindowJoin.class, 2, List.of("100")),
        new Subject("sql", "study.jar", OthersSql.class, 2, ROWS),
        new Subject("kafka", AuditedJar.FILE_NAME, KafkaJob.class, 2, List.of(broker.address())),
        new Subject("unthrottled", "study.jar", OthersDataGen.class, 1, List.of()));
  }

  private static List<Class<?>> classes() {
    return Stream.of(
            StateMachineJob.classes(),
            OthersWindowJoin.classes(),
            OthersSql.classes(),
            OthersDataGen.classes())
        .flatMap(List::stream)
        .toList();
  }

  /** A job of SQL is given another parallelism of one operator, which its program cannot. */
  private void scaleSqlByClient(FlinkFixture fixture, Path jar)
      throws IOException, InterruptedException, FlinkUnavailableException {
    Subject sql = new Subject("sql", jar.getFileName().toString(), OthersSql.class, 2, ROWS);
    String name = sql.name(Mode.ACT);
    run(fixture.rest(), sql, Mode.ACT);
    Path own = Files.createDirectory(directory.resolve("client"));
    Path jobs = Files.createDirectory(own.resolve("jobs"));
    String libraries =
        RELEASE.classPath().stream().map(path -> "    - " + path + "\n").collect(joining());
    Files.writeString(
        jobs.resolve("sql.yaml"),
        yaml(fixture, sql, Mode.ACT)
                .replace("  jar: study.jar\n", "  jar-file: %s\n".formatted(jar))
            + "  launch: client\n  flink-libraries:\n"
            + libraries);
    Path service = own.resolve("conttune.yaml");
    Files.writeString(service, SERVICE);
    try (ChildJvm controller = new ServiceFiles(service).run()) {
      String url = controller.awaitEvent("http-listening").path("url").asText();
      controller.awaitEvent("job-seen");
      String before = fixture.liveJobs(name).get(0);
      String order = fixture.vertexId(before, "GroupAggregate") + "=3";
      ChildJvm scale = ChildJvm.start(own, "scale", name, order, "--reason", "study", "--url", url);
      assertThat(scale.exitCode(FlinkFixture.DEADLINE)).as(scale.out()).isZero();
      JsonNode end =
          controller.awaitLog(
              line -> line.path("event").asText().matches("rescale-(verified|rolled-back|failed)"));
      System.out.println(end);
      assertThat(end.path("event").asText()).isEqualTo("rescale-verified");
      assertThat(fixture.parallelism(fixture.liveJobs(name).get(0), "GroupAggregate")).isEqualTo(3);
    }
    fixture.cancelAll(name);
  }

  private void play(FlinkFixture fixture, List<Subject> subjects)
      throws IOException, FlinkUnavailableException {
    Path own = Files.createDirectory(directory.resolve("service"));
    Path jobs = Files.createDirectory(own.resolve("jobs"));
    for (Subject subject : subjects) {
      for (Mode mode : MODES) {
        run(fixture.rest(), subject, mode);
        Files.writeString(jobs.resolve(subject.name(mode) + ".yaml"), yaml(fixture, subject, mode));
      }
    }
    Path service = own.resolve("conttune.yaml");
    Files.writeString(service, SERVICE);
    try (ChildJvm controller = new ServiceFiles(service).run()) {
      Instant end = Instant.now().plus(LENGTH);
      await()
          .atMost(LENGTH.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !controller.isAlive() || Instant.now().isAfter(end));
      assertThat(controller.isAlive()).as("the controller still runs").isTrue();
      List<JsonNode> log = controller.log();
      Files.write(LOGS.resolve("jobs-of-others.log"), lines(log));
      for (Subject subject : subjects) {
        MODES.forEach(mode -> tell(subject, mode, log));
      }
    }
    for (Subject subject : subjects) {
      for (Mode mode : MODES) {
        fixture.cancelAll(subject.name(mode));
      }
    }
  }

  private void run(FlinkRest rest, Subject subject, Mode mode) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("entryClass", subject.program().getName());
    body.put("parallelism", subject.parallelism());
    arguments(subject, mode).forEach(body.withArray("programArgsList")::add);
    String jar = jarId(rest, subject.jar());
    rest.send("POST", "/jars/" + jar + "/run", Optional.of(body)).orThrow();
  }

  private static String jarId(FlinkRest rest, String name) throws FlinkUnavailableException {
    for (JsonNode jar : rest.get("/jars").path("files")) {
      if (jar.path("name").asText().equals(name)) {
        return jar.path("id").asText();
      }
    }
    throw new AssertionError(name + " is not on the cluster");
  }

  private List<String> arguments(Subject subject, Mode mode) {
    String name = subject.name(mode);
    if (!subject.program().equals(KafkaJob.class)) {
      return Stream.concat(Stream.of(name), subject.arguments().stream()).toList();
    }
    Path own = directory.resolve(name);
    return new AuditedRun(
            name,
            own,
            new NumberedInput(PARTITIONS, 1, 0, 0, own.resolve("end").toString()),
            0,
            Map.of("brokers", subject.arguments().get(0), "topic", "orders", "reading-nanos", "0"))
        .arguments("2", "2");
  }

  /** As short as it can be: all else is at its default. */
  private String yaml(FlinkFixture fixture, Subject subject, Mode mode) {
    String rescale =
        """
        rescale:
          savepoint-directory: %s
          jar: %s
          entry-class: %s
          arguments: [%s]
        """
            .formatted(
                fixture.savepointDirectory(),
                subject.jar(),
                subject.program().getName(),
                arguments(subject, mode).stream().map("\"%s\""::formatted).collect(joining(", ")));
    return """
        job: %s
        flink: [%s]
        mode: %s
        %s"""
        .formatted(
            subject.name(mode),
            fixture.address(),
            mode.name().toLowerCase(Locale.ROOT),
            mode == Mode.ACT ? rescale : "");
  }

  private static List<String> lines(List<JsonNode> log) {
    return log.stream().map(JsonNode::toString).toList();
  }

  private void tell(Subject subject, Mode mode, List<JsonNode> log) {
    String name = subject.name(mode);
    List<JsonNode> own =
        log.stream().filter(line -> line.path("job").asText().equals(name)).toList();
    long restarts =
        own.stream().filter(line -> line.path("event").asText().equals("rescale-started")).count();
    List<String> parallelisms =
        own.stream()
            .filter(line -> line.path("event").asText().matches("job-seen|rescale-verified"))
            .map(line -> line.path("parallelism").toString())
            .toList();
    String reason =
        own.stream()
            .filter(line -> line.path("event").asText().matches("decision|hold|guard-refused"))
            .map(line -> line.path("event").asText() + ": " + line.path("reason").asText())
            .reduce("", (before, last) -> last);
    System.out.printf(
        "| %s | %s | %d | %s | %s |%n",
        subject.kind(),
        mode.name().toLowerCase(Locale.ROOT),
        restarts,
        parallelisms.isEmpty()
            ? "never seen"
            : parallelisms.get(0) + " → " + parallelisms.get(parallelisms.size() - 1),
        reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    if (restarts > (mode == Mode.ACT ? 1 : 0)) {
      faults.add("%s was restarted %d times".formatted(name, restarts));
    }
    if (reason.isEmpty() && mode != Mode.OBSERVE) {
      faults.add("nothing was said of " + name);
    }
  }
}

package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.config.files.JobConfigYaml;
import io.conttune.controller.config.files.ProcessSecrets;
import io.conttune.controller.input.Reading;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret goes to Flink and nowhere else: not into a file, a table, a message or a record. */
class PlantedSecretTest {
  private static final String PLANTED = "hunter2-planted";
  private static final SecretLookup SECRETS = new ProcessSecrets(Map.of());
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  @TempDir private Path elsewhere;

  private final StubFlink flink = new StubFlink();
  private String reference = "";
  private Optional<LaunchClaim> claim = Optional.empty();

  @BeforeEach
  void plant() throws IOException {
    Path file = Files.writeString(elsewhere.resolve("token"), PLANTED + "\n");
    reference = "${file:" + file + "}";
    flink
        .answer(
            "GET /config",
            "{\"refresh-interval\":3000,\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":true}}")
        .answer("GET /jobs/job-1/config", "{}")
        .answer("GET /jobs/job-1", "{\"state\":\"RUNNING\",\"start-time\":2}")
        .answer("GET /overview", "{\"slots-total\":16,\"slots-available\":8}")
        .answer("GET /jars", "{\"files\":[{\"id\":\"1_j.jar\",\"name\":\"j.jar\",\"uploaded\":1}]}")
        .answer("POST /jars/1_j.jar/plan", 400, echo())
        .answer("POST /jars/1_j.jar/run", 400, echo());
  }

  /** Flink quotes the arguments of a program that threw. */
  private static String echo() {
    return "{\"errors\":[\"E: cannot log in with --token=" + PLANTED + "\"]}";
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void itIsSentToFlinkAndIsNowhereElse() throws Exception {
    JobConfig config = jarConfig();
    RescalePlan plan = planAfterARefusal(config);
    String told = launchAndJournal(plan);

    assertThat(flink.bodyOf("POST /jars/1_j.jar/plan")).contains("--token=" + PLANTED);
    assertThat(flink.bodyOf("POST /jars/1_j.jar/run"))
        .contains("--token=" + PLANTED, "\"s3.secret-key\":\"" + PLANTED + "\"");
    assertThat(told).contains("--token=***").doesNotContain(PLANTED);
    assertThat(plan.toString()).contains(reference).doesNotContain(PLANTED);
    assertThat(filesWith(reference)).as("files with the reference").isNotEmpty();
    assertThat(filesWith(PLANTED)).as("files with the secret").isEmpty();
  }

  @Test
  void aCommandIsStartedWithItAndItIsNowhereElse() throws Exception {
    flink.answer("GET /jobs/overview", "{\"jobs\":[]}").answer("GET /jobmanager/config", "[]");
    Planning planned =
        plan(
            config(
                """
                  launch: command
                  command: ['sh', '-c', 'echo cannot log in with $1; exit 1', 'sh', '--token=%s']
                """
                    .formatted(reference)));
    assertThat(planned).isInstanceOf(Planning.Planned.class);
    RescalePlan plan = ((Planning.Planned) planned).plan();

    String told = launchAndJournal(plan);

    assertThat(told).contains("cannot log in with --token=***").doesNotContain(PLANTED);
    assertThat(plan.toString()).contains(reference).doesNotContain(PLANTED);
    assertThat(filesWith(PLANTED)).as("files with the secret").isEmpty();
  }

  private JobConfig jarConfig() throws IOException {
    return config(
        """
          jar: j.jar
          arguments: ['--token=%s', '--p', '${parallelism:count}']
          configuration: {s3.secret-key: '%s'}
        """
            .formatted(reference, reference));
  }

  private JobConfig config(String launch) throws IOException {
    String yaml =
        """
        job: WordCount
        flink: {urls: 'http://127.0.0.1:1', bearer: '%s', headers: {X-Key: '%s'}}
        mode: act
        rescale:
          savepoint-directory: s3://bucket/savepoints
          in-place: never
        %s"""
            .formatted(reference, reference, launch);
    Path file = Files.writeString(directory.resolve("job.yaml"), yaml);
    Reading<JobConfig> reading = new ConfigReader(Map.of()).job(file);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    JobConfig config = ((Reading.Valid<JobConfig>) reading).value();
    assertThat(config.toString() + config.flink().access()).doesNotContain(PLANTED);
    Files.writeString(directory.resolve("written.yaml"), JobConfigYaml.write(config));
    return config;
  }

  private RescalePlan planAfterARefusal(JobConfig config) throws Exception {
    Planning refused = plan(config);
    assertThat(refused).isInstanceOf(Planning.Obstructed.class);
    assertThat(refused.toString()).contains("--token=***").doesNotContain(PLANTED);
    flink.answer(
        "POST /jars/1_j.jar/plan",
        "{\"plan\":{\"nodes\":[{\"id\":\"%s\",\"parallelism\":1},{\"id\":\"%s\",\"parallelism\":6}]}}"
            .formatted(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT));
    Planning planned = plan(config);
    assertThat(planned).isInstanceOf(Planning.Planned.class);
    return ((Planning.Planned) planned).plan();
  }

  private Planning plan(JobConfig config) throws Exception {
    SettableClock clock = new SettableClock(NOW);
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    JobSnapshot job = ((JobSighting.Seen) monitor.look()).snapshot();
    RescaleConfig rescale = config.rescale().orElseThrow();
    FlinkRest rest = flink.client();
    InMemoryStore store = new InMemoryStore();
    return new RestRescalePlanner(
            rest,
            new RestJobRuns(rest),
            store,
            Launchers.of(rest, store, SECRETS, SteadyClock.system(), "a test")
                .planner(
                    rescale.launch(),
                    new LaunchHistory(store, store),
                    new FollowingVertices(rest, new RestJobRuns(rest), Scheduling.BY_RESTART)),
            rescale,
            config.sinks(),
            new ClusterSlots(rest, new InMemoryStore(), config.parallelism().slots()))
        .plan(
            job,
            new JobMetrics(NOW, Duration.ofMinutes(1), Map.of(), OptionalDouble.empty()),
            new Decision.Rescale(
                Decision.Step.SMALL,
                Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 6),
                "count is short",
                new Evidence("conttune", Provisioning.UNDER, List.of(), List.of())),
            new TunerState.ContTune(8));
  }

  private String launchAndJournal(RescalePlan plan) throws Exception {
    Launch launch = ((Rescaling.Restart) plan.rescaling()).wantedLaunch();
    Launchers launchers =
        Launchers.of(
            flink.client(), new InMemoryStore(), SECRETS, new SettableClock(NOW), "a test");
    Submission submission =
        await().until(() -> submit(launchers, plan, launch), Submission.Refused.class::isInstance);
    String told = submission.toString();
    RescaleEntry entry = RescaleEntry.planned("1".repeat(32), plan, NOW);
    try (JdbcStore store = JdbcStore.open("jdbc:h2:file:" + directory.resolve("db"))) {
      store.write(entry);
      store.write(entry.to(Stage.STOPPING, NOW, told));
    }
    return told;
  }

  private Submission submit(Launchers launchers, RescalePlan plan, Launch launch)
      throws FlinkUnavailableException {
    Submission answer =
        launchers.submit(
            new LaunchRequest(
                "2".repeat(32),
                "WordCount",
                launch,
                CapturedState.ownSavepoint("s3://bucket/savepoint-1"),
                plan.wanted(),
                Set.of(),
                claim));
    if (answer instanceof Submission.Claimed claimed) {
      claim = Optional.of(claimed.claim());
    }
    return answer;
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

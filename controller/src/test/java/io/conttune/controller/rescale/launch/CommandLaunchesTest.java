package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.plan.LaunchPlanner.Launches;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Stage;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launch by command is checked against the cluster before any job is stopped. */
final class CommandLaunchesTest {
  private static final Map<OperatorId, Integer> WANTED =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);

  /** Of {@code GET /jobmanager/config} of Flink 1.20.5, what tells the kinds of cluster apart. */
  private static final String APPLICATION_CLUSTER =
      """
      [{"key":"web.submit.enable","value":"true"},{"key":"pipeline.classpaths","value":""},
      {"key":"execution.target","value":"embedded"},{"key":"rest.port","value":"17181"}]""";

  @TempDir private Path directory;
  private final StubFlink flink = new StubFlink();
  private final InMemoryStore store = new InMemoryStore();
  private final List<String> obstacles = new ArrayList<>();
  private List<String> command = List.of("sh", "-c", "exit 0");

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void aSessionClusterStaysWhenItsJobEnds() throws Exception {
    flink.answer("GET /config", config(true)).answer("GET /jobmanager/config", "[]");

    assertThat(launches()).isPresent();
    assertThat(obstacles).isEmpty();
  }

  @Test
  void aSessionClusterThatTakesNoJarsStaysWhenItsJobEnds() throws Exception {
    flink
        .answer("GET /config", config(false))
        .answer("GET /jobmanager/config", "[{\"key\":\"web.submit.enable\",\"value\":\"false\"}]");

    assertThat(launches()).isPresent();
    assertThat(obstacles).isEmpty();
  }

  @Test
  void anApplicationClusterEndsWithItsJob() throws Exception {
    flink
        .answer("GET /config", config(false))
        .answer("GET /jobmanager/config", APPLICATION_CLUSTER);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("ends with its job", "/jobmanager/config", "execution.target: embedded")
        .contains("session cluster", "jobmanager.scheduler: adaptive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn-per-job", "yarn-application", "kubernetes-application"})
  void soDoesEveryOtherClusterOfOneJob(String target) throws Exception {
    flink
        .answer("GET /config", config(false))
        .answer(
            "GET /jobmanager/config",
            "[{\"key\":\"execution.target\",\"value\":\"%s\"}]".formatted(target));

    assertThat(launches()).isEmpty();
    assertThat(obstacles).singleElement().asString().contains("execution.target: " + target);
  }

  @Test
  void aClusterThatDoesNotSayWhetherItStaysCountsAsOneThatEnds() throws Exception {
    flink.answer("GET /config", config(false)).answer("GET /jobmanager/config", "[]");

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("cannot be told", "web-submit: false", "web.submit.enable");
  }

  @Test
  void aClusterThatMayNotBeAskedCountsAsOneThatEnds() throws Exception {
    flink
        .answer("GET /config", config(false))
        .answer("GET /jobmanager/config", 404, "{\"errors\":[\"not for you\"]}");

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("cannot be told", "status 404: not for you", "/jobmanager/config");
  }

  @Test
  void aProgramThatIsNowhereOnThePathIsMissedBeforeTheStop() throws Exception {
    aSessionCluster();
    command = List.of("no-such-program-of-conttune");

    launches();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("rescale.command", "no-such-program-of-conttune", "PATH");
  }

  @Test
  void aFileThatMayNotBeExecutedIsNoProgram() throws Exception {
    aSessionCluster();
    Path script = Files.writeString(directory.resolve("start.sh"), "exit 0");
    command = List.of(script.toString());

    launches();

    assertThat(obstacles).singleElement().asString().contains(script.toString(), "executable");
  }

  @Test
  void aSecretThatIsGoneIsMissedBeforeTheStop() throws Exception {
    aSessionCluster();
    command = List.of("sh", "--token=${env:GONE}");

    launches();

    assertThat(obstacles)
        .containsExactly("rescale.command: a secret ${env:GONE} is not looked up here");
  }

  @Test
  void aCommandThatWasNotHonouredIsNotTriedAgainUntilItsFileIsWrittenAnew() throws Exception {
    Path script = Files.writeString(directory.resolve("start.sh"), "exit 0");
    command = List.of("sh", script.toString());
    aSessionCluster();
    Instant written = Files.getLastModifiedTime(script).toInstant();
    store.write(notHonoured(launches().orElseThrow(), written.plusSeconds(5)));

    launches();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("not honoured", "count ran at 2 instead of 3", "rescale.command");

    obstacles.clear();
    Files.setLastModifiedTime(script, FileTime.from(written.plusSeconds(9)));
    assertThat(launches()).isPresent();
    assertThat(obstacles).isEmpty();
  }

  private static RescaleEntry notHonoured(Launches launches, Instant at)
      throws FlinkUnavailableException {
    RescalePlan plan =
        new RescalePlan(
            "WordCount",
            "job-1",
            Decision.Step.SMALL,
            job().graph().parallelism(),
            WANTED,
            io.conttune.core.rescale.Launches.restart(launches.former(), launches.wanted()),
            new TunerState.ContTune(8),
            new RescalePlan.Patience(
                Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO, Duration.ZERO));
    return RescaleEntry.planned("1".repeat(32), plan, at)
        .notHonoured(job().graph().parallelism())
        .to(Stage.ROLLED_BACK, at, "the launch was not honoured");
  }

  private void aSessionCluster() {
    flink.answer("GET /config", config(true)).answer("GET /jobmanager/config", "[]");
  }

  private Optional<Launches> launches() throws FlinkUnavailableException {
    FlinkRest rest = flink.client();
    return Launchers.of(rest, store, SecretLookup.NONE, SteadyClock.system(), "a test")
        .planner(
            new CommandLaunchConfig(command, Duration.ofMinutes(1)),
            new LaunchHistory(store, store),
            new FollowingVertices(rest, new FakeCluster(launch -> WANTED), Scheduling.BY_RESTART))
        .launches(rest.get("/config"), job(), WANTED, obstacles);
  }

  private static JobSnapshot job() throws FlinkUnavailableException {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", new SettableClock(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private static String config(boolean takesJars) {
    return "{\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":%s}}".formatted(takesJars);
  }
}

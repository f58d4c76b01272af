package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
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
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.Launch;
import io.conttune.core.secret.SecretLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A launch by a job graph is checked, and the graph built, before any job is stopped. */
final class ClientLaunchesTest {
  private static final Map<OperatorId, Integer> FORMER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  private static final Map<OperatorId, Integer> WANTED =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final StubFlink flink = new StubFlink();
  private final InMemoryStore store = new InMemoryStore();
  private final FakeGraphProgram program = new FakeGraphProgram();
  private final List<String> obstacles = new ArrayList<>();
  private LaunchMethod method = LaunchMethod.CLIENT;
  private Path jar;
  private Path libraries;

  @BeforeEach
  void aClusterAJobAndAFlink() throws IOException {
    flink
        .answer("GET /config", config("2.3.0"))
        .answer("GET /jobmanager/config", "[{\"key\":\"web.submit.enable\",\"value\":\"false\"}]")
        .answer("GET /jobs/job-1/config", "{\"execution-config\":{\"job-parallelism\":2}}");
    flink.answer(
        "POST /jobs", 400, "{\"errors\":[\"The jobGraphFileName field must not be omitted\"]}");
    jar = Files.writeString(directory.resolve("job.jar"), "a jar");
    libraries = Files.createDirectory(directory.resolve("lib"));
    Files.writeString(libraries.resolve("flink-dist.jar"), "");
  }

  @AfterEach
  void stopServer() {
    program.deleteAll();
    flink.close();
  }

  @Test
  void buildsTheGraphBeforeTheStopAndPutsNothingOnTheCluster() throws Exception {
    Launches launches = launches().orElseThrow();

    assertThat(obstacles).isEmpty();
    assertThat(program.requests).hasSize(1);
    assertThat(program.requests.get(0).run()).isEmpty();
    assertThat(program.requests.get(0).program().parallelism()).hasValue(2);
    assertThat(flink.takeRequests())
        .filteredOn(request -> request.startsWith("POST"))
        .containsExactly("POST /jobs");
    assertThat(flink.bodyOf("POST /jobs"))
        .as("starts nothing")
        .contains("{}", "a jar")
        .doesNotContain("jobGraphFileName");
    Launch.Client wanted = (Launch.Client) launches.wanted();
    assertThat(launches.former()).isEqualTo(wanted);
    assertThat(store.content(wanted.program().copy().orElseThrow())).isPresent();
  }

  @Test
  void aProgramThatFailsIsToldBeforeTheStop() throws Exception {
    program.failure = Optional.of("NoSuchElementException: --topic");

    launches();

    assertThat(obstacles)
        .containsExactly(
            "the job graph of the new launch cannot be built: NoSuchElementException: --topic");
  }

  @Test
  void aFlinkOfAnotherVersionBuildsNoGraphForThisCluster() throws Exception {
    program.flinkVersion = "1.20.5";

    launches();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("rescale.flink-libraries has Flink 1.20.5, the cluster runs 2.3.0");
  }

  @Test
  void aProxyThatLetsNoGraphsThroughIsFoundBeforeTheStop() throws Exception {
    flink.answer("POST /jobs", 413, "<html>Request Entity Too Large</html>");

    launches();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .startsWith("launch: client sends the job graph by POST /jobs, which does not reach Flink")
        .contains("413");
  }

  @Test
  void otherVerticesAreAnotherJob() throws Exception {
    program.vertices = Optional.of(Map.of("a", 1));

    launches();

    assertThat(obstacles).singleElement().asString().contains("would have the job vertices [a]");
  }

  @Test
  void aHangingProgramIsEndedAndItsOutputTold() throws Exception {
    program.hangs = true;
    program.waited = () -> clock.advance(Duration.ofSeconds(1));

    launches();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("did not end in its time", "it wrote: the program said");
    assertThat(program.wasKilled()).isTrue();
  }

  @Test
  void librariesThatAreGoneAreToldWithoutAProcess() throws Exception {
    Files.delete(libraries.resolve("flink-dist.jar"));

    launches();

    assertThat(obstacles).singleElement().asString().contains("there is no jar at " + libraries);
    assertThat(program.requests).isEmpty();
  }

  @Test
  void autoBuildsAGraphWhereTheVersionIgnoresOverrides() throws Exception {
    method = LaunchMethod.AUTO;

    assertThat(launches().orElseThrow().notes())
        .anyMatch(note -> note.startsWith("launch: auto is client here: Flink 2.3.0 ignores"));
  }

  @Test
  void aProcessWithoutAFlinkEndsAndSaysWhatItMisses() throws Exception {
    assertThat(launches(new GraphJvm())).isPresent();

    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("the process ended with exit code 1", "org/apache/flink");
  }

  private Optional<Launches> launches() throws FlinkUnavailableException {
    return launches(program);
  }

  private Optional<Launches> launches(GraphProgram by) throws FlinkUnavailableException {
    FlinkRest rest = flink.client();
    JarLaunchConfig config =
        new JarLaunchConfig(
            method,
            new JarSource.LocalFile(jar),
            Optional.empty(),
            ArgumentTemplate.NONE,
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE,
            new GraphBuildConfig(List.of(libraries), Duration.ofMinutes(1)));
    return new ClientLaunches(
            rest,
            config,
            store,
            new LaunchHistory(store, store),
            SecretLookup.NONE,
            new GraphBuilds(rest, store, SecretLookup.NONE, clock, by),
            new FollowingVertices(rest, new FakeCluster(launch -> FORMER), Scheduling.BY_RESTART))
        .launches(rest.get("/config"), job(), WANTED, obstacles);
  }

  private JobSnapshot job() throws FlinkUnavailableException {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show("job-1", FORMER);
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private static String config(String version) {
    return "{\"refresh-interval\":3000,\"flink-version\":\"%s\",\"features\":{\"web-submit\":false}}"
        .formatted(version);
  }
}

package io.conttune.controller.rescale.plan;

import static io.conttune.controller.rescale.plan.PlanningFixture.FORMER;
import static io.conttune.controller.rescale.plan.PlanningFixture.STATE;
import static io.conttune.controller.rescale.plan.PlanningFixture.config;
import static io.conttune.controller.rescale.plan.PlanningFixture.dryRun;
import static io.conttune.controller.rescale.plan.PlanningFixture.restart;
import static io.conttune.controller.rescale.plan.PlanningFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a rescale by a restart, and the obstacles to it. */
class RestRescalePlannerTest {
  private final PlanningFixture cluster = new PlanningFixture();
  private final StubFlink flink = cluster.flink();
  private final InMemoryStore store = cluster.store();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void plansBothLaunchesOfTheNewestJarOfThatName() throws Exception {
    RescalePlan plan = cluster.planned(6);

    assertThat(plan.jobName()).isEqualTo("WordCount");
    assertThat(plan.jobId()).isEqualTo("job-1");
    assertThat(plan.former()).isEqualTo(FORMER);
    assertThat(plan.wanted()).isEqualTo(wanted(6));
    assertThat(wantedLaunch(plan).jarId()).isEqualTo("2_job.jar");
    assertThat(wantedLaunch(plan).arguments()).containsExactly("--count", "6");
    assertThat(formerLaunch(plan).arguments()).containsExactly("--count", "2");
    assertThat(wantedLaunch(plan).entryClass()).contains("org.example.Main");
    assertThat(wantedLaunch(plan).configuration())
        .containsExactlyEntriesOf(Map.of("pipeline.object-reuse", "true"));
    assertThat(wantedLaunch(plan).unclaimedState()).isEqualTo(UnclaimedState.REFUSE);
    assertThat(plan.stateAfterwards()).isEqualTo(STATE);
    assertThat(restart(plan).savepointDirectory()).isEqualTo(cluster.savepoints);
  }

  @Test
  void changesNothingOnTheCluster() throws Exception {
    cluster.planned(6);

    assertThat(flink.takeRequests())
        .containsExactly(
            "GET /config",
            "GET /jobs/job-1/checkpoints/config",
            "GET /jobs",
            "GET /overview",
            "GET /jars",
            "GET /jobs/job-1",
            "GET /jobs/job-1/config",
            "POST /jars/2_job.jar/plan");
  }

  @Test
  void takesItsPatienceFromTheConfigurationAndTheAgeOfAnswersFromTheCluster() throws Exception {
    RescaleTiming timing = RescaleTiming.DEFAULT;

    assertThat(cluster.planned(6).patience())
        .isEqualTo(
            new RescalePlan.Patience(
                timing.startTimeout(), timing.settle(), timing.retry(), Duration.ofMillis(700)));
  }

  @Test
  void setsTheParallelismOfEveryVertexByOverrides() throws Exception {
    cluster.launch = LaunchMethod.OVERRIDES;
    cluster.arguments = List.of();
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 1));

    assertThat(wantedLaunch(cluster.planned(6)).configuration())
        .containsEntry("pipeline.jobvertex-parallelism-overrides", "count:6,source:1")
        .containsEntry("pipeline.object-reuse", "true");
  }

  @Test
  void findsThatTheClusterTakesNoJars() throws Exception {
    flink
        .answer("GET /config", config("1.20.5", false))
        .answer("GET /jobmanager/config", "[{\"key\":\"web.submit.enable\",\"value\":\"false\"}]")
        .answer("GET /jars", 404, "");

    assertThat(cluster.onlyObstacle(6))
        .contains("takes no jars over REST")
        .contains("session cluster");
  }

  @Test
  void findsThatTheClusterEndsWithItsJob() throws Exception {
    flink
        .answer("GET /config", config("1.20.5", false))
        .answer(
            "GET /jobmanager/config", "[{\"key\":\"execution.target\",\"value\":\"embedded\"}]");

    assertThat(cluster.onlyObstacle(6)).contains("ends with its job").contains("embedded");
  }

  @Test
  void findsThatTheVersionIgnoresOverrides() throws Exception {
    cluster.launch = LaunchMethod.OVERRIDES;
    for (String version : List.of("1.18.1", "2.0.2", "unknown")) {
      flink.answer("GET /config", config(version, true));

      assertThat(cluster.onlyObstacle(6)).contains("1.19 and 1.20").contains(version);
    }
  }

  @Test
  void findsThatTheJarIsNotThere() throws Exception {
    flink.answer(
        "GET /jars", "{\"files\":[{\"id\":\"3_o.jar\",\"name\":\"o.jar\",\"uploaded\":1}]}");
    assertThat(cluster.onlyObstacle(6)).contains("no jar job.jar").contains("which has o.jar");

    flink.answer("GET /jars", "{\"files\":[]}");
    assertThat(cluster.onlyObstacle(6)).contains("which has none");
  }

  @Test
  void findsItsJarBesideOneWithoutAName() throws Exception {
    flink.answer(
        "GET /jars",
        "{\"files\":[{\"id\":\"3_.jar\",\"name\":\"\",\"uploaded\":30},"
            + "{\"id\":\"2_job.jar\",\"name\":\"job.jar\",\"uploaded\":20}]}");

    assertThat(wantedLaunch(cluster.planned(6)).jarId()).isEqualTo("2_job.jar");
  }

  @Test
  void findsThatAPlaceholderSelectsNothing() throws Exception {
    cluster.arguments = List.of("${parallelism:wc}");

    assertThat(cluster.onlyObstacle(6)).startsWith("rescale.arguments:").contains("\"wc\"");
  }

  @Test
  void findsThatTheArgumentsMakeTheProgramFail() throws Exception {
    flink.answer(
        "POST /jars/2_job.jar/plan", 400, "{\"errors\":[\"E: x\\nCaused by: E: no --rate\"]}");

    assertThat(cluster.onlyObstacle(6)).contains("dry run").contains("E: no --rate");
  }

  @Test
  void findsThatTheArgumentsMakeAnotherJob() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "sink", 6));

    assertThat(cluster.onlyObstacle(6)).contains("sink").contains("count").contains("uid");
  }

  @Test
  void findsThatTheArgumentsDoNotSetTheParallelism() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 2));

    assertThat(cluster.onlyObstacle(6))
        .contains("count: 2 instead of 6")
        .contains("${parallelism:");
  }

  @Test
  void leavesItToTheClusterWhetherItCanWriteASavepoint() throws Exception {
    Path elsewhere = directory.resolve("in-a-container");
    cluster.savepoints = elsewhere.toUri().toString();

    assertThat(restart(cluster.planned(6)).savepointDirectory()).isEqualTo(cluster.savepoints);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void tellsEveryObstacleAtOnce() throws Exception {
    flink.answer("GET /jars", "{\"files\":[]}");

    assertThat(cluster.obstacles(11)).hasSize(2);
  }

  @Test
  void saysThatTheClusterDidNotAnswer() {
    flink.answer("GET /jars", 503, "{\"errors\":[\"no leader\"]}");

    assertThatThrownBy(() -> cluster.plan(6))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jars");
  }

  @Test
  void keepsACopyOfAFileAndPutsItOnTheClusterOnlyOnce() throws Exception {
    byte[] content = "classes".getBytes(StandardCharsets.UTF_8);
    cluster.jar = new JarSource.LocalFile(Files.write(directory.resolve("words.jar"), content));
    Launch.JarCopy copy = Launch.JarCopy.of("words.jar", content);
    flink
        .answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}")
        .answer("POST /jars/9_words.jar/plan", dryRun("source", 1, "count", 6));

    RescalePlan plan = cluster.planned(6);

    assertThat(wantedLaunch(plan).jarId()).isEqualTo("9_words.jar");
    assertThat(wantedLaunch(plan).copy()).contains(copy);
    assertThat(formerLaunch(plan).copy()).contains(copy);
    assertThat(store.content(copy)).contains(content);
    assertThat(flink.takeRequests()).contains("POST /jars/upload");

    flink.answer(
        "GET /jars",
        "{\"files\":[{\"id\":\"9_words.jar\",\"name\":\"%s\",\"uploaded\":1}]}"
            .formatted(copy.fileName()));
    assertThat(wantedLaunch(cluster.planned(6)).jarId()).isEqualTo("9_words.jar");
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void holdsWhenTheFileOfTheJarCannotBeRead() throws Exception {
    cluster.jar = new JarSource.LocalFile(directory.resolve("gone.jar"));

    assertThat(cluster.onlyObstacle(6))
        .contains("rescale.jar-file")
        .contains("gone.jar: no such file or directory");
  }

  @Test
  void tellsFromEarlierSavepointsHowLongTheStateIsWritten() throws Exception {
    cluster.retains(4L << 30);
    RescalePlan quick = cluster.planned(6);
    assertThat(quick.stateBytes()).hasValue(4L << 30);
    assertThat(restart(quick).capture().capture()).isEqualTo(Capture.SAVEPOINT);
    Instant asked = Instant.parse("2026-01-01T00:00:00Z");
    Instant down = asked.plusSeconds(30);
    store.write(
        RescaleEntry.planned("a".repeat(32), quick.withState(OptionalLong.of(1L << 30)), asked)
            .with(RescaleTimes.EMPTY.asked(asked).down(down).up(down))
            .to(Stage.VERIFIED, down, "over"));

    CaptureChoice choice = restart(cluster.planned(6)).capture();

    assertThat(choice.capture()).isEqualTo(Capture.CHECKPOINT);
    assertThat(choice.reason()).contains("estimated to take 120.0 s");
  }

  @Test
  void notesThatAJobTakesNoCheckpoints() throws Exception {
    assertThat(restart(cluster.planned(6)).checkpoints()).isEqualTo(Checkpoints.NONE);
  }

  private static Launch.Jar wantedLaunch(RescalePlan plan) {
    return (Launch.Jar) restart(plan).wantedLaunch();
  }

  private static Launch.Jar formerLaunch(RescalePlan plan) {
    return (Launch.Jar) restart(plan).formerLaunch();
  }
}

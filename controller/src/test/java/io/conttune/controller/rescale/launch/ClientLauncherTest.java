package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.graphbuilder.GraphBuilderProgram;
import io.conttune.graphbuilder.GraphRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientLauncherTest {
  private static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);
  private static final JarCopy COPY = JarCopy.of("job.jar", JAR);
  private static final String JOB = "2".repeat(32);
  private static final String SUBMIT = "POST /jobs";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Map<OperatorId, Integer> PARALLELISM =
      Map.of(new OperatorId("a"), 1, new OperatorId("b"), 3);

  private static final Launch.Client LAUNCH =
      new Launch.Client(
          new Launch.Jar(
              COPY.fileName(),
              Optional.of(COPY),
              Optional.of("org.example.Main"),
              List.of("--token=${env:TOKEN}"),
              Map.of("pipeline.object-reuse", "true"),
              OptionalInt.of(2),
              UnclaimedState.DROP),
          List.of("/opt/flink/lib"),
          Map.of(new OperatorId("b"), 128),
          TIMEOUT);

  private final StubFlink flink = new StubFlink();
  private final InMemoryStore jars = new InMemoryStore();
  private final FakeGraphProgram program = new FakeGraphProgram();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private ClientLauncher launcher = launcher();
  private GraphBuilds graphs;

  private ClientLauncher launcher() {
    graphs = new GraphBuilds(flink.client(), jars, reference -> "hunter2", clock, program);
    return new ClientLauncher(flink.client(), graphs);
  }

  @BeforeEach
  void aClusterWithSettings() {
    jars.keep(COPY, JAR);
    flink
        .answer(
            "GET /jobmanager/config",
            """
            [{"key":"execution.checkpointing.interval","value":"10 s"},
            {"key":"pipeline.jobvertex-parallelism-overrides","value":"a:7"},
            {"key":"s3.secret-key","value":"******"}]""")
        .answer("GET /config", "{\"flink-version\":\"2.3.0\"}")
        .answer(SUBMIT, 202, "{\"jobUrl\":\"/jobs/" + JOB + "\"}");
  }

  @AfterEach
  void stopServer() {
    program.deleteAll();
    flink.close();
  }

  @Test
  void buildsTheGraphOfTheRunAndSendsItWithItsJar() throws Exception {
    assertThat(submit()).isInstanceOf(Submission.Pending.class);
    assertThat(flink.takeRequests()).doesNotContain(SUBMIT);
    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));

    assertThat(program.requests).hasSize(1);
    GraphRequest built = program.requests.get(0);
    assertThat(built.program().arguments()).containsExactly("--token=hunter2");
    assertThat(built.program().parallelism()).hasValue(2);
    assertThat(built.parallelism()).isEqualTo(Map.of("a", 1, "b", 3));
    assertThat(built.maxParallelism()).isEqualTo(Map.of("b", 128));
    assertThat(built.run()).contains(new GraphRequest.Run(JOB, "file:/s", true));
    assertThat(flink.bodyOf(SUBMIT))
        .contains(
            "{\"jobGraphFileName\":\"launch\",\"jobArtifactFileNames\":[],"
                + "\"jobJarFileNames\":[\"%s\"]}".formatted(COPY.fileName()))
        .contains("filename=\"launch\"", "a graph of run " + JOB)
        .contains("filename=\"%s\"".formatted(COPY.fileName()), "a jar");
    assertThat(program.lastDirectory()).doesNotExist();
  }

  @Test
  void buildsByTheSettingsOfTheClusterAsFarAsTheyAreShown() throws Exception {
    submit();

    assertThat(program.requests.get(0).program().configuration())
        .isEqualTo(
            Map.of("execution.checkpointing.interval", "10 s", "pipeline.object-reuse", "true"));
  }

  @Test
  void launchesTheGraphThatWasBuiltBeforeTheStop() throws Exception {
    graphs.prepare(LAUNCH, PARALLELISM);

    submit();

    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
    assertThat(program.hadGraph).containsExactly(false, true);
    assertThat(program.starts).isEqualTo(1);
    assertThat(flink.bodyOf(SUBMIT)).contains("a graph of run " + JOB);
  }

  @Test
  void buildsTheGraphAnewIfTheProcessHasNotWaited() throws Exception {
    program.waits = false;
    graphs.prepare(LAUNCH, PARALLELISM);

    submit();

    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
    assertThat(program.hadGraph).containsExactly(false, false);
    assertThat(program.starts).isEqualTo(2);
  }

  @Test
  void buildsAnotherGraphIfTheSettingsOfTheClusterHaveChangedSince() throws Exception {
    graphs.prepare(LAUNCH, PARALLELISM);
    flink.answer("GET /jobmanager/config", "[]");

    submit();

    assertThat(program.hadGraph).containsExactly(false, false);
  }

  @Test
  void aGraphThatNobodyWaitsWithIsOutOfDate() throws Exception {
    program.waits = false;
    graphs.prepare(LAUNCH, PARALLELISM);
    graphs.prepare(LAUNCH, PARALLELISM);

    assertThat(program.starts).isEqualTo(2);
  }

  @Test
  void buildsTheGraphAnewForANewerStateOfTheSameAttempt() throws Exception {
    submit();

    assertThat(launcher.submit(request("file:/newer"), LAUNCH))
        .isInstanceOf(Submission.Pending.class);
    assertThat(launcher.submit(request("file:/newer"), LAUNCH))
        .isEqualTo(new Submission.Accepted(JOB));

    assertThat(program.requests)
        .extracting(request -> request.run().orElseThrow().statePath())
        .containsExactly("file:/s", "file:/newer");
  }

  @Test
  void sendsNoGraphOfAnotherFlinkThanTheClusterRunsNow() throws Exception {
    program.flinkVersion = "1.20.5";
    submit();

    assertThat(submit().toString()).contains("Refused", "has Flink 1.20.5, the cluster runs 2.3.0");
    assertThat(flink.takeRequests()).doesNotContain(SUBMIT);
  }

  @Test
  void doesNotStartAProgramAgainThatEndsAsOneThatWasNotAsked() throws Exception {
    program.crashes = true;
    program.crashCode = GraphBuilderProgram.NOT_ASKED_AGAIN;
    submit();

    assertThat(submit().toString()).contains("Refused", "exit code 3");
    assertThat(program.starts).isEqualTo(1);
  }

  @Test
  void theSamePlanAgainBuildsNothing() throws Exception {
    graphs.prepare(LAUNCH, PARALLELISM);
    graphs.prepare(LAUNCH, PARALLELISM);

    assertThat(program.requests).hasSize(1);
  }

  @Test
  void aNewControllerFindsTheRunThatAnotherHasLaunched() throws Exception {
    flink.answer("GET /jobs/" + JOB, "{\"state\":\"CREATED\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
    assertThat(program.requests).isEmpty();
  }

  @Test
  void aRefusalOfAnIdThatWasUsedMeansThatAnEarlierCallHasArrived() throws Exception {
    submit();
    flink.answer(SUBMIT, 500, "{\"errors\":[\"DuplicateJobSubmissionException: was submitted\"]}");
    flink.answerOnce(
        "GET /jobs/" + JOB, 404, "{\"errors\":[\"" + StubFlink.jobNotFound(JOB) + "\"]}");
    flink.answer("GET /jobs/" + JOB, "{\"state\":\"RUNNING\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
  }

  @Test
  void sendsTheSameGraphAgainIfItIsNotKnownWhetherItHasArrived() throws Exception {
    submit();
    flink.answer(SUBMIT, 502, "<html>a proxy</html>");
    assertThatThrownBy(this::submit).isInstanceOf(FlinkUnavailableException.class);
    flink.answer(SUBMIT, 202, "{\"jobUrl\":\"/jobs/" + JOB + "\"}");

    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
    assertThat(program.requests).hasSize(1);
  }

  @Test
  void tellsWhyTheClusterRefuses() throws Exception {
    submit();
    flink.answer(SUBMIT, 500, "{\"errors\":[\"E: a\\nCaused by: E: Max parallelism mismatch\"]}");

    assertThat(submit())
        .isEqualTo(new Submission.Refused("status 500: E: Max parallelism mismatch"));
  }

  @Test
  void tellsWhyTheProgramFailsWithoutItsSecrets() throws Exception {
    program.failure = Optional.of("IllegalStateException: no token hunter2");
    submit();

    assertThat(submit())
        .isEqualTo(
            new Submission.Refused(
                "the job graph cannot be built: IllegalStateException: no token ***"));
  }

  @Test
  void killsAProcessThatHangsAndTellsWhatItWrote() throws Exception {
    program.hangs = true;
    submit();
    clock.advance(TIMEOUT.minusMillis(1));
    assertThat(submit()).isInstanceOf(Submission.Pending.class);
    clock.advance(Duration.ofMillis(1));

    assertThat(submit().toString())
        .contains("did not end in its time (rescale.graph-timeout)")
        .contains("it wrote: the program said: [--token=***]");
    assertThat(program.wasKilled()).isTrue();
    assertThat(program.lastDirectory()).doesNotExist();
    assertThat(flink.takeRequests()).doesNotContain(SUBMIT);
  }

  @Test
  void tellsOfAProcessThatEndsWithoutAReply() throws Exception {
    program.crashes = true;
    submit();

    assertThat(submit().toString()).contains("exit code 134", "it wrote: the program said");
  }

  @Test
  void startsAnotherProcessIfThatWhichWaitedHasJustEnded() throws Exception {
    graphs.prepare(LAUNCH, PARALLELISM);
    program.endsUnasked = true;
    submit();
    program.endsUnasked = false;

    assertThat(submit()).isInstanceOf(Submission.Pending.class);
    assertThat(submit()).isEqualTo(new Submission.Accepted(JOB));
    assertThat(program.starts).isEqualTo(2);
  }

  @Test
  void sendsNoGraphOfOtherVertices() throws Exception {
    program.vertices = Optional.of(Map.of("a", 1, "c", 3));
    submit();

    assertThat(submit()).isInstanceOf(Submission.Refused.class);
    assertThat(flink.takeRequests()).doesNotContain(SUBMIT);
  }

  @Test
  void withoutTheCopyOfTheJarThereIsNoGraph() throws Exception {
    ClientLauncher other =
        new ClientLauncher(
            flink.client(),
            new GraphBuilds(flink.client(), new InMemoryStore(), reference -> "x", clock, program));

    assertThat(other.submit(request(), LAUNCH).toString())
        .contains("Refused", "copy of " + COPY.fileName() + " is gone");
  }

  private Submission submit() throws FlinkUnavailableException {
    return launcher.submit(request(), LAUNCH);
  }

  private static LaunchRequest request() {
    return request("file:/s");
  }

  private static LaunchRequest request(String savepoint) {
    return new LaunchRequest(
        JOB,
        "WordCount",
        LAUNCH,
        CapturedState.ownSavepoint(savepoint),
        PARALLELISM,
        Set.of(),
        Optional.empty());
  }
}

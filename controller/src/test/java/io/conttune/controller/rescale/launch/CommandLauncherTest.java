package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchClaim.CommandProcess;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.core.rescale.Submission.Accepted;
import io.conttune.core.rescale.Submission.Claimed;
import io.conttune.core.rescale.Submission.Pending;
import io.conttune.core.rescale.Submission.Refused;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLauncherTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final OperatorId COUNT = new OperatorId("674df9b0384c0348e0b9d1034a44c46c");
  private static final String WANTED_ID = "a".repeat(32);
  private static final String GIVEN_ID = "b".repeat(32);
  private static final String OTHER_ID = "c".repeat(32);

  @TempDir private Path directory;
  private final StubFlink flink = new StubFlink();
  private String secret = "hunter2-planted";
  private final SettableClock clock = new SettableClock(SINCE.plusSeconds(3));
  private CommandLauncher launcher = launcher("me");
  private final List<CommandProcess> begun = new ArrayList<>();
  private Optional<LaunchClaim> journalled = Optional.empty();

  @BeforeEach
  void noJobRuns() {
    runs();
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  /** What a launcher would do that is asked on, which not every test does. */
  @AfterEach
  void endTheCommand() {
    for (CommandProcess command : begun) {
      ProcessHandle.of(command.pid()).ifPresent(ProcessTree::kill);
      CommandFiles.delete(Path.of(command.directory()));
    }
  }

  @Test
  void isInTheJournalBeforeItIsStartedWithTheRunsThatAreThere() throws Exception {
    runs(run(OTHER_ID, "job", 60, 2, 5));
    Path mark = directory.resolve("started");

    assertThat(submit("touch " + mark)).isInstanceOf(Claimed.class);

    assertThat(journalled)
        .contains(
            new LaunchClaim(
                "me", clock.instant(), Optional.of(Set.of(OTHER_ID)), Optional.empty()));
    assertThat(mark).doesNotExist();
  }

  @Test
  void startsTheCommandOnceAndFindsTheRunThatItBroughtUp() throws Exception {
    Path mark = directory.resolve("started");
    String command = "echo x >> " + mark;
    begin(command);
    await().atMost(DEADLINE).until(() -> Files.exists(mark));
    assertThat(submit(command)).isEqualTo(new Pending());

    runs(run(GIVEN_ID, "job", 2, 6, -1));

    assertThat(submit(command)).isEqualTo(new Accepted(GIVEN_ID));
    assertThat(mark).hasContent("x");
  }

  @Test
  void tellsTheCommandStateAndParallelismAsJsonAndInItsEnvironment() throws Exception {
    Path told = directory.resolve("told");
    begin(
        "cat > %s.part; cmp %s.part $CONTTUNE_REQUEST; echo >> %s.part; env | grep CONTTUNE_ | grep -v REQUEST | sort >> %s.part; mv %s.part %s"
            .formatted(told, told, told, told, told, told));
    await().atMost(DEADLINE).until(() -> Files.exists(told));

    assertThat(told)
        .hasContent(
            """
            {"job":"job","jobId":"%s","statePath":"file:/sp/1","vertices":{"%s":6},"operators":{"Source: my count":6,"a b":2,"a-b":3}}
            CONTTUNE_JOB=job
            CONTTUNE_JOB_ID=%s
            CONTTUNE_PARALLELISM_SOURCE_MY_COUNT=6
            CONTTUNE_STATE_PATH=file:/sp/1
            """
                .formatted(WANTED_ID, COUNT, WANTED_ID));
  }

  @Test
  void saysHowACommandFailedAndWhatItWrote() throws Exception {
    String command = "echo cannot reach the cluster; echo at all >&2; exit 3";
    begin(command);

    assertThat(awaitAnswer(command))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.cause())
                    .contains("exit code 3")
                    .contains("cannot reach the cluster\nat all"));
  }

  @Test
  void startsTheCommandWithItsSecretsAndHidesThemInWhatItWrote() throws Exception {
    String command =
        "test '$${env:A}' = '$'{env:A} && echo cannot log in with ${env:TOKEN}; exit 1";
    begin(command);

    assertThat(awaitAnswer(command))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.cause())
                    .contains("it wrote: cannot log in with ***")
                    .doesNotContain("hunter2"));
  }

  @Test
  void hidesASecretThatTheEndOfALongOutputCutsInHalf() throws Exception {
    int afterTheCut = 4_000 - "planted".length();
    String command = "printf %s ${env:TOKEN}; printf %" + afterTheCut + "s end; exit 1";
    begin(command);

    assertThat(awaitAnswer(command))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.cause()).endsWith(" end").doesNotContain("planted"));
  }

  @Test
  void startsTheCommandOnceItsSecretIsThere() throws Exception {
    Path mark = directory.resolve("started");
    String command = "echo ${env:TOKEN} > " + mark + ".part; mv " + mark + ".part " + mark;
    secret = "";
    submit(command);

    assertThatThrownBy(() -> submit(command))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage("the command was not started: a secret of it names TOKEN, which is not set");

    secret = "hunter2-planted";
    assertThat(submit(command)).isInstanceOf(Claimed.class);
    await().atMost(DEADLINE).until(() -> Files.exists(mark));
    assertThat(mark).hasContent("hunter2-planted");
  }

  @Test
  void removesWhatACommandLeaves() throws Exception {
    begin("exit 1");
    Path files = Path.of(journalled.orElseThrow().process().orElseThrow().directory());
    awaitAnswer("exit 1");

    await().atMost(DEADLINE).until(() -> !Files.exists(files));
  }

  @Test
  void believesTheClusterMoreThanTheExitCode() throws Exception {
    begin("exit 1");
    runs(run(GIVEN_ID, "job", 2, 6, -1));

    assertThat(awaitAnswer("exit 1")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void endsACommandThatTakesTooLong() throws Exception {
    String command = "sleep 1000 & wait";
    begin(command);
    ProcessHandle process =
        ProcessHandle.of(journalled.orElseThrow().process().orElseThrow().pid()).orElseThrow();
    assertThat(submit(command)).isEqualTo(new Pending());

    clock.advance(TIMEOUT);

    assertThat(awaitAnswer(command))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).contains("in its time"));
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void givesAJobTimeToComeUpAfterItsCommandHasEnded() throws Exception {
    begin("true");
    await().atMost(DEADLINE).until(() -> !runsStill());
    assertThat(submit("true")).isEqualTo(new Pending());

    clock.advance(TIMEOUT);

    assertThat(submit("true"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).contains("no job job"));
  }

  @Test
  void refusesAProgramThatIsNotThere() throws Exception {
    Launch.Command none = new Launch.Command(List.of("/no/such/program"), TIMEOUT, Map.of());
    launcher.submit(request(none), none);
    journalled = Optional.of(claim("me", Optional.empty()));

    assertThat(launcher.submit(request(none), none))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.cause()).contains("/no/such/program"));
  }

  @Test
  void startsNoSecondCommandWhileOneOfAPredecessorMayRun() throws Exception {
    Path mark = directory.resolve("started");
    String command = "echo x >> " + mark + "; sleep 1000";
    begin(command);
    await().atMost(DEADLINE).until(() -> Files.exists(mark));
    launcher = launcher("my successor");
    assertThat(submit(command)).isEqualTo(new Pending());

    clock.advance(TIMEOUT.minusSeconds(5));
    assertThat(submit(command)).isEqualTo(new Pending());
    clock.advance(Duration.ofSeconds(5));
    assertThat(awaitAnswer(command)).isInstanceOf(Claimed.class);

    assertThat(mark).hasContent("x");
    assertThat(journalled.map(LaunchClaim::by)).contains("my successor");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void endsThePredecessorsCommandWhoseStartIsToldByAnotherTimeOfDay() throws Exception {
    begin("sleep 1000");
    CommandProcess known = journalled.flatMap(LaunchClaim::process).orElseThrow();
    CommandProcess told =
        new CommandProcess(
            known.host(), known.pid(), known.startedAt().minusSeconds(3600), known.directory());
    journalled = Optional.of(claim("before", Optional.of(told)));
    launcher = launcher("my successor");
    submit("true");

    clock.advance(TIMEOUT);

    assertThat(awaitAnswer("true")).isInstanceOf(Claimed.class);
    assertThat(ProcessHandle.of(known.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void findsTheRunThatThePredecessorsCommandBroughtUp() throws Exception {
    begin("true");
    launcher = launcher("my successor");
    runs(run(GIVEN_ID, "job", 2, 6, -1));

    assertThat(submit("true")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void waitsForAPredecessorThatMayHaveStartedACommandUnseen() throws Exception {
    submit("true");
    launcher = launcher("my successor");

    assertThat(submit("true")).isEqualTo(new Pending());
    clock.advance(TIMEOUT);
    assertThat(submit("true")).isInstanceOf(Claimed.class);
  }

  @Test
  void leavesAProcessAloneThatOnlyHasTheNumberOfACommand() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      CommandProcess before =
          new CommandProcess(
              new CommandHost().name(),
              stranger.pid(),
              Instant.now().minusSeconds(3600),
              directory.resolve("gone").toString());
      journalled = Optional.of(claim("before", Optional.of(before)));
      assertThat(submit("true")).isEqualTo(new Pending());
      clock.advance(TIMEOUT);

      assertThat(submit("true")).isInstanceOf(Claimed.class);

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void takesNoRunForItsOwnThatIsAnotherOrWasThereBeforeOrOfAnotherName() throws Exception {
    Run before = run("d".repeat(32), "job", 60, 6, -1);
    runs(before);
    assertThat(submit("true")).isInstanceOf(Claimed.class);

    runs(before, run(OTHER_ID, "job", 1, 6, -1), run("e".repeat(32), "another", 1, 6, -1));

    assertThat(submit("true")).isInstanceOf(Claimed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void findsItsRunWhenTheTimeOfDayJumps(int hours) throws Exception {
    begin("sleep 1000");
    clock.jump(Duration.ofHours(hours));
    assertThat(submit("sleep 1000")).isEqualTo(new Pending());

    runs(run(GIVEN_ID, "job", 0, 6, -1));

    assertThat(submit("sleep 1000")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void givesACommandItsTimeWhenTheTimeOfDayJumps(int hours) throws Exception {
    begin("sleep 1000");
    clock.jump(Duration.ofHours(hours));

    clock.advance(TIMEOUT.minusSeconds(1));
    assertThat(submit("sleep 1000")).isEqualTo(new Pending());

    clock.advance(Duration.ofSeconds(1));
    assertThat(awaitAnswer("sleep 1000")).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void givesThePredecessorsCommandItsTimeWhenTheClocksDiffer(int hours) throws Exception {
    begin("true");
    clock.jump(Duration.ofHours(hours));
    launcher = launcher("my successor");
    assertThat(submit("true")).isEqualTo(new Pending());

    clock.advance(TIMEOUT.minusSeconds(1));
    assertThat(submit("true")).isEqualTo(new Pending());

    clock.advance(Duration.ofSeconds(1));
    assertThat(awaitAnswer("true")).isInstanceOf(Claimed.class);
  }

  @Test
  void findsARunThatCameUpWhileItsLaunchWasClaimedAnew() throws Exception {
    begin("true");
    launcher = launcher("my successor");
    submit("true");
    clock.advance(TIMEOUT);
    assertThat(awaitAnswer("true")).isInstanceOf(Claimed.class);

    runs(run(GIVEN_ID, "job", 90, 6, -1));

    assertThat(submit("true")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void takesALiveRunUnderAClaimThatDidNotNoteWhichWereThere() throws Exception {
    journalled = Optional.of(new LaunchClaim("before", SINCE, Optional.empty(), Optional.empty()));
    Run ended = ended("d".repeat(32), "job");
    runs(ended);
    assertThat(submit("true")).isEqualTo(new Pending());

    runs(ended, run(GIVEN_ID, "job", 90, 6, -1));

    assertThat(submit("true")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void takesTheRunThatHasTheParallelismOfSeveral() throws Exception {
    begin("sleep 1000");
    runs(
        run("d".repeat(32), "job", 2, 2, -1),
        run(GIVEN_ID, "job", 1, 6, -1),
        run("e".repeat(32), "job", 2, 6, 5));

    assertThat(submit("sleep 1000")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void doesNotChooseAmongRunsThatMayAllBeIt() throws Exception {
    begin("sleep 1000");
    runs(run(GIVEN_ID, "job", 1, 6, -1), run("d".repeat(32), "job", 2, 6, -1));

    assertThatThrownBy(() -> submit("sleep 1000"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(GIVEN_ID)
        .hasMessageContaining("cancel all but");
  }

  private LaunchClaim claim(String claimant, Optional<CommandProcess> process) {
    return new LaunchClaim(claimant, clock.instant(), Optional.of(Set.of()), process);
  }

  private CommandLauncher launcher(String claimant) {
    return new CommandLauncher(flink.client(), this::secret, clock, claimant);
  }

  private String secret(SecretReference reference) throws SecretMissingException {
    if (secret.isEmpty()) {
      throw new SecretMissingException("names " + reference.name() + ", which is not set");
    }
    return secret;
  }

  /** Claims and starts. */
  private void begin(String script) throws FlinkUnavailableException {
    submit(script);
    assertThat(submit(script)).isInstanceOf(Claimed.class);
    assertThat(journalled.flatMap(LaunchClaim::process)).isPresent();
  }

  private Submission awaitAnswer(String script) {
    return await()
        .atMost(DEADLINE)
        .until(() -> submit(script), answer -> !(answer instanceof Pending));
  }

  private Submission submit(String script) throws FlinkUnavailableException {
    Launch.Command launch =
        new Launch.Command(
            List.of("sh", "-c", script),
            TIMEOUT,
            Map.of("Source: my count", 6, "a b", 2, "a-b", 3));
    Submission answer = launcher.submit(request(launch), launch);
    if (answer instanceof Claimed claimed) {
      journalled = Optional.of(claimed.claim());
      claimed.claim().process().ifPresent(begun::add);
    }
    return answer;
  }

  private LaunchRequest request(Launch.Command launch) {
    return new LaunchRequest(
        WANTED_ID,
        "job",
        launch,
        CapturedState.ownSavepoint("file:/sp/1"),
        Map.of(COUNT, 6),
        Set.of(OTHER_ID),
        journalled);
  }

  private boolean runsStill() {
    return ProcessHandle.of(journalled.orElseThrow().process().orElseThrow().pid())
        .map(ProcessHandle::isAlive)
        .orElse(false);
  }

  private record Run(String id, String status, String details) {}

  private static Run ended(String id, String name) {
    Run run = run(id, name, 60, 6, 5);
    return new Run(id, "FINISHED", run.details());
  }

  /** A run that has started so many seconds ago. */
  private static Run run(String id, String name, int secondsAgo, int parallelism, int endTime) {
    return new Run(
        id,
        "RUNNING",
        """
        {"name":"%s","state":"RUNNING","now":%d,"start-time":1000,"end-time":%d,
        "vertices":[{"id":"%s","parallelism":%d}]}"""
            .formatted(name, 1000 + secondsAgo * 1000, endTime, COUNT, parallelism));
  }

  private void runs(Run... runs) {
    List<String> ids = new ArrayList<>();
    for (Run run : runs) {
      ids.add("{\"id\":\"" + run.id() + "\",\"status\":\"" + run.status() + "\"}");
      flink.answer("GET /jobs/" + run.id(), run.details());
    }
    flink.answer("GET /jobs", "{\"jobs\":[" + String.join(",", ids) + "]}");
  }
}

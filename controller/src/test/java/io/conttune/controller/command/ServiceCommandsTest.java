package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.api.ApiFixture;
import io.conttune.controller.api.ServedJob;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.PlanId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a running service, against the API over real HTTP. */
class ServiceCommandsTest {
  @TempDir private Path directory;
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(event -> {}).telling(directory);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url=" + api.url());
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void statusListsTheJobs() {
    CommandRun run = run("status");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            JOB        MODE       PHASE  SUBTASKS  WANTED   SEEN  WHY
            WordCount  recommend  tuned         3       9  0.0 s  count is short
            """);
  }

  @Test
  void statusOfOneJobShowsItsOperators() {
    CommandRun run = run("status", "WordCount");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            WordCount at http://127.0.0.1:8081: recommend, tuned
              count is short
              next look in 5.0 s
            """)
        .endsWith(
            """
            OPERATOR  NOW  WANTED  RATE/S  ABILITY/S  BUSY  BACKLOG
            source      1       1      90        900  10 %    5.0 s
            count       2       8  1.23 k        1 k  90 %        -
            """);
  }

  @Test
  void statusFailsWhereAJobCannotBeTuned() {
    api.job.step(new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()));

    assertThat(run("status").exitCode()).isEqualTo(ExitCode.FAILURE);
    CommandRun quiet = run("status", "--quiet");
    assertThat(quiet.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(quiet.out() + quiet.err()).isEmpty();
  }

  @Test
  void statusFailsWhereAJobIsNotThere() {
    api.job.step(new StepOutcome.Waiting(new JobSighting.NotSeen("no live job matches WordCount")));

    assertThat(run("status").exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run("status", "WordCount").exitCode()).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void statusFailsBeforeALoopHasTakenItsFirstStep() throws Exception {
    try (ApiFixture starting = new ApiFixture(event -> {})) {
      starting.serve(directory);

      CommandRun run = CommandRun.of("status", "--url=" + starting.url());

      assertThat(run.out()).contains("starting");
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    }
  }

  @Test
  void statusFailsWhereTheServiceServesNoJob() throws Exception {
    try (ApiFixture empty = new ApiFixture(event -> {})) {
      CommandRun run = CommandRun.of("status", "--url=" + empty.url());

      assertThat(run.out()).isEqualTo("the service serves no job yet\n");
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    }
  }

  @Test
  void statusFailsWhereALoopIsSilent() {
    api.job.clock.advance(Duration.ofMinutes(11));

    CommandRun run = run("status");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.out()).contains("tuned, silent for 11 min");
  }

  @Test
  void statusIsFineWhileAJobIsMeasured() throws Exception {
    api.job.measuring("job-1");

    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void statusIsShownAnewUntilItIsStopped() throws InterruptedException {
    StringWriter out = new StringWriter();
    Thread watching =
        new Thread(
            () ->
                ContTune.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute("status", "-w", "--every=200ms", "--url=" + api.url()));
    watching.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> out.toString().lines().filter(line -> line.startsWith("JOB ")).count() > 1);

    watching.interrupt();
    watching.join(30_000);

    assertThat(watching.isAlive()).isFalse();
  }

  @Test
  void whyExplainsTheDecisionInForce() {
    CommandRun run = run("why", "WordCount");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("WordCount: recommended (big) since 2")
        .contains(
            """
            OPERATOR  FROM  TO  RATE/S  ABILITY/S  BUSY
            count        2   8  1.23 k        1 k  90 %

            count: it is busy
            """);
  }

  @Test
  void whyTellsTheDecisionThatWasInForceAtATime() throws Exception {
    String before = api.job.clock.instant().plusSeconds(1).toString();
    api.job.clock.advance(Duration.ofSeconds(60));
    api.job.held(HoldReason.FITS);
    api.store.append(api.job.status().decision().orElseThrow());

    assertThat(run("why", "WordCount").out()).contains("left alone (fits)");
    assertThat(run("why", "WordCount", "--at", before).out()).contains("recommended (big)");
    CommandRun earlier = run("why", "WordCount", "--at", "2020-01-01T00:00:00Z");
    assertThat(earlier.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(earlier.err()).contains("no decision on WordCount at 2020-01-01T00:00:00Z yet");
  }

  @Test
  void planShowsWhatWouldBeChanged() throws Exception {
    assertThat(run("plan", "WordCount").out())
        .isEqualTo(
            """
            WordCount (recommend): decided at %s
              recommended: count is short

            OPERATOR  NOW  THEN  WHY
            count       2     8  it is busy

            plan %s
            """
                .formatted(
                    decidedAt(),
                    PlanId.of(api.job.status().decision().orElseThrow()).orElseThrow().text()));
  }

  @Test
  void planOfAHoldChangesNothing() throws Exception {
    api.job.held(HoldReason.FITS);
    api.job.measuring("job-1", 8);

    assertThat(run("plan", "WordCount").out())
        .isEqualTo(
            """
            WordCount (recommend): decided at %s
              the present phase is measuring: the window is not full
              nothing would be changed: held for FITS
            """
                .formatted(decidedAt()));
  }

  @Test
  void planSaysThatTheDecisionWasBegun() throws Exception {
    api.job.begun(8, "0123456789abcdef0123456789abcdef");
    api.job.measuring("job-1", 8);

    assertThat(run("plan", "WordCount").out())
        .isEqualTo(
            """
            WordCount (recommend): decided at %s
              the present phase is measuring: the window is not full
              was begun as rescale 0123456789abcdef0123456789abcdef; nothing newer was decided: count is short
            """
                .formatted(decidedAt()));
  }

  @Test
  void planComparesWithTheParallelismThatTheJobHasNow() throws Exception {
    api.job.measuring("job-1", 4);

    assertThat(run("plan", "WordCount").out()).contains("count       4     8  it is busy");
  }

  private String decidedAt() {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
        .format(api.job.status().decision().orElseThrow().at().atZone(ZoneId.systemDefault()));
  }

  @Test
  void historyListsTheRescales() {
    CommandRun run = run("history", "WordCount");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().findFirst().orElseThrow())
        .matches("BEGUN +STEP +RESULT +DOWN +KIND +CHANGE");
    assertThat(run.out()).contains("verified", "12 s", "→");
  }

  @Test
  void savingsTellWhatThePeakTakesMore() {
    CommandRun run = run("savings");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().findFirst().orElseThrow())
        .matches("JOB +SINCE +PEAK +MEAN +NOW +SLOT HOURS SAVED +SHARE");
    assertThat(run.out())
        .contains(
            "WordCount  ", "http://127.0.0.1:8081: 16 slots, 14 needed; TaskManagers: 4, 4 needed");
  }

  /** As after a restart of the service: the journal knows what the board does not. */
  @Test
  void savingsTellOfAJobThatIsDownWhatTheJournalKnows() {
    api.job.step(new StepOutcome.Waiting(new JobSighting.NotSeen("it is not there")));

    CommandRun run = run("savings");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().skip(1).findFirst().orElseThrow()).startsWith("WordCount  ");
  }

  @Test
  void savingsTellNothingOfAJobThatWasNeverSeen() throws Exception {
    try (ApiFixture fresh = new ApiFixture(event -> {})) {
      ServedJob told = api.served.job(ToldJob.NAME).orElseThrow();
      fresh.served.serve(new ServedJob(told.config(), told.pace(), JobStores.in(fresh.store)));
      CommandRun run = CommandRun.of("savings", "--url=" + fresh.url());

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).isEqualTo("nothing is known of the slots of any job yet\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"why", "plan", "history", "status"})
  void anUnknownJobIsAnsweredWithThoseThatThereAre(String command) {
    CommandRun run = run(command, "WordCont");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .isEqualTo(
            "the service has no job WordCont, expected one of WordCount"
                + " (did you mean WordCount?)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"why WordCount", "plan WordCount", "history WordCount", "status", "savings"})
  void eachAnswerIsOneJsonDocumentWhereThatIsAskedFor(String typed) throws IOException {
    List<String> words = new ArrayList<>(List.of(typed.split(" ")));
    words.add("--output=json");

    assertThat(new ObjectMapper().readTree(run(words.toArray(String[]::new)).out()).isObject())
        .isTrue();
  }

  @Test
  void aServiceThatDoesNotRunIsToldWithWhatToDo() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    CommandRun run = CommandRun.of("status", "--url=http://127.0.0.1:" + port);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err())
        .startsWith("no service answers at http://127.0.0.1:" + port)
        .contains("conttune run --config conttune.yaml");
  }

  @Test
  void wrongOptionsAreToldWithWhatWasExpected() throws IOException {
    assertThat(run("why", "WordCount", "--at", "noon").err())
        .isEqualTo("command line: --at: is noon, expected a time such as " + PastTime.FORMS + "\n");
    assertThat(CommandRun.of("status", "--url=localhost").err())
        .contains("--url: is localhost, expected an address such as http://127.0.0.1:8090");
    Path missing = directory.resolve("no.token");
    assertThat(run("status", "--token-file", missing.toString()).err())
        .contains("--token-file: expected a file that can be read, " + missing + " is not");
    Path token = Files.writeString(directory.resolve("view.token"), "see\n");
    assertThat(run("status", "--token-file", token.toString()).exitCode()).isZero();
  }
}

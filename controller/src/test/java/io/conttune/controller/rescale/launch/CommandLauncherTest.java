package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.Submission.Accepted;
import io.conttune.core.rescale.Submission.Claimed;
import io.conttune.core.rescale.Submission.Pending;
import io.conttune.core.rescale.Submission.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command is started once, is told what to start, and says how it failed. */
class CommandLauncherTest extends LaunchedCommand {
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
}

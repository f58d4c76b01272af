package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchClaim.CommandProcess;
import io.conttune.core.rescale.Submission.Accepted;
import io.conttune.core.rescale.Submission.Claimed;
import io.conttune.core.rescale.Submission.Pending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that another controller has claimed, perhaps this one before it crashed. */
class PredecessorsCommandTest extends LaunchedCommand {
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
}

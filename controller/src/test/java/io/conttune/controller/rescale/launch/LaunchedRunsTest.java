package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.Submission.Accepted;
import io.conttune.core.rescale.Submission.Claimed;
import io.conttune.core.rescale.Submission.Pending;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run that a command has brought up is found among those of the cluster. */
class LaunchedRunsTest extends LaunchedCommand {
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
  void findsItsRunBesideNewOnesWithoutANameOrOfWhichFlinkShowsNothing() throws Exception {
    begin("sleep 1000");
    runs(
        run("d".repeat(32), " ", 1, 6, -1),
        run("e".repeat(32), "job", 1, 6, -1),
        run(GIVEN_ID, "job", 1, 6, -1));
    flink.answer("GET /jobs/" + "e".repeat(32), 500, "{\"errors\":[\"broken job\"]}");

    assertThat(submit("sleep 1000")).isEqualTo(new Accepted(GIVEN_ID));
  }

  @Test
  void waitsWhileFlinkShowsNothingOfTheOnlyNewRun() throws Exception {
    begin("sleep 1000");
    runs(run(GIVEN_ID, "job", 1, 6, -1));
    flink.answer("GET /jobs/" + GIVEN_ID, 500, "{\"errors\":[\"broken job\"]}");

    assertThatThrownBy(() -> submit("sleep 1000")).isInstanceOf(FlinkUnavailableException.class);
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
}

package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.rescale.plan.CaptureChooser.Verdict;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptureChooserTest {
  private static final Optional<Duration> UNKNOWN = Optional.empty();
  private static final CheckpointFacts GOOD = checkpoints(true, 2);

  @Test
  void takesASavepointWhileThatIsQuick() {
    CaptureChoice choice = chosen(auto(Sinks.TRANSACTIONAL), seconds(1), GOOD);

    assertThat(choice.capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(choice.estimatedDrain()).isEqualTo(seconds(1));
    assertThat(choice.reason()).contains("estimated to take 1.0 s");
  }

  @Test
  void takesTheRetainedCheckpointWhenASavepointWouldWait() {
    CaptureChoice choice = chosen(auto(Sinks.IDEMPOTENT), seconds(40), GOOD);

    assertThat(choice.capture()).isEqualTo(Capture.CHECKPOINT);
    assertThat(choice.reason()).contains("40.0 s").contains("newest checkpoint is 2.0 s old");
  }

  @Test
  void takesTheRetainedCheckpointWhenItCannotBeToldHowLongASavepointWouldWait() {
    assertThat(chosen(auto(Sinks.TRANSACTIONAL), UNKNOWN, GOOD).capture())
        .isEqualTo(Capture.CHECKPOINT);
  }

  @Test
  void waitsWithinItsBudgetForSinksThatDoNotBearReplay() {
    CaptureChoice choice = chosen(auto(Sinks.AT_LEAST_ONCE), seconds(40), GOOD);

    assertThat(choice.capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(choice.reason()).contains("quicker, but the sinks are not declared");
  }

  @Test
  void holdsBeyondItsBudgetAndSaysWhatWouldHelp() {
    List<String> reasons = held(auto(Sinks.AT_LEAST_ONCE), seconds(61), checkpoints(false, 2));

    assertThat(reasons)
        .hasSize(3)
        .anyMatch(reason -> reason.contains("drain-budget is 1m"))
        .anyMatch(reason -> reason.contains("set sinks: transactional"))
        .anyMatch(reason -> reason.contains("RETAIN_ON_CANCELLATION"));
  }

  @Test
  void waitsForAJobThatIsShortForAsLongAsItsCheckpointsMayTake() {
    Verdict within =
        auto(Sinks.AT_LEAST_ONCE).choose(seconds(96), Duration.ZERO, GOOD, Provisioning.UNDER);
    Verdict beyond =
        auto(Sinks.AT_LEAST_ONCE).choose(seconds(301), Duration.ZERO, GOOD, Provisioning.UNDER);

    assertThat(within)
        .isInstanceOfSatisfying(
            Verdict.Chosen.class,
            chosen -> assertThat(chosen.choice().capture()).isEqualTo(Capture.SAVEPOINT));
    assertThat(beyond)
        .isInstanceOfSatisfying(
            Verdict.Held.class,
            held ->
                assertThat(held.reasons().get(0))
                    .contains("execution.checkpointing.timeout, which is 10m")
                    .contains("raise it"));
  }

  @Test
  void obeysTheBudgetThatIsSetThoughTheJobIsShort() {
    CaptureConfig standard = CaptureConfig.DEFAULT;
    CaptureChooser chooser =
        new CaptureChooser(
            new CaptureConfig(
                CaptureMode.AUTO,
                seconds(60),
                standard.checkpointAbove(),
                standard.checkpointAge()),
            Sinks.AT_LEAST_ONCE);

    assertThat(chooser.choose(seconds(96), Duration.ZERO, GOOD, Provisioning.UNDER))
        .isInstanceOfSatisfying(
            Verdict.Held.class,
            held ->
                assertThat(held.reasons().get(0))
                    .contains(
                        "estimated to wait 96.0 s for data in flight, and rescale.drain-budget is 1m; raise it"));
  }

  @Test
  void holdsWhenItCannotBeToldHowLongASavepointWouldWaitAndNoCheckpointWillDo() {
    assertThat(held(auto(Sinks.AT_LEAST_ONCE), UNKNOWN, GOOD).get(0))
        .contains("a time that cannot be told");
  }

  @Test
  void believesAnAlignedCheckpointThatTookLongerThanTheDataInFlightSeemsToNeed() {
    CheckpointFacts slow =
        new CheckpointFacts(
            true,
            true,
            AfterFailure.STATE,
            Optional.of(Duration.ofMinutes(10)),
            Optional.of("file:/c/chk-1"),
            seconds(5),
            seconds(13));

    CaptureChoice choice = chosen(auto(Sinks.TRANSACTIONAL), seconds(0), slow);

    assertThat(choice.capture()).isEqualTo(Capture.CHECKPOINT);
    assertThat(choice.estimatedDrain()).isEqualTo(seconds(13));
  }

  @Test
  void takesNoCheckpointThatIsTooOld() {
    CaptureChoice choice = chosen(auto(Sinks.TRANSACTIONAL), seconds(30), checkpoints(true, 61));

    assertThat(choice.capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(choice.reason()).contains("61.0 s old").contains("unaligned");
  }

  @Test
  void takesNoCheckpointOfAJobThatTakesNone() {
    assertThat(
            held(mode(CaptureMode.CHECKPOINT, Sinks.TRANSACTIONAL), UNKNOWN, CheckpointFacts.NONE))
        .containsExactly("the job takes no checkpoints; set execution.checkpointing.interval");
  }

  @Test
  void obeysWhoeverWantsACheckpointWhereItIsSafe() {
    CaptureChooser chooser = mode(CaptureMode.CHECKPOINT, Sinks.IDEMPOTENT);

    assertThat(chosen(chooser, seconds(0), GOOD).capture()).isEqualTo(Capture.CHECKPOINT);
    assertThat(held(mode(CaptureMode.CHECKPOINT, Sinks.AT_LEAST_ONCE), seconds(0), GOOD))
        .hasSize(1);
  }

  @Test
  void takesNoSavepointThatMayTimeOutAndKillTheJob() {
    CaptureChooser chooser = mode(CaptureMode.SAVEPOINT, Sinks.TRANSACTIONAL);

    assertThat(chosen(chooser, seconds(300), GOOD).capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(chosen(chooser, UNKNOWN, GOOD).capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(held(chooser, seconds(301), GOOD))
        .singleElement()
        .asString()
        .contains("301.0 s")
        .contains("execution.checkpointing.timeout, which is 10m")
        .contains("kills the job");
  }

  @Test
  void takesNoSavepointWhoseFailureWouldLeaveNothingOfTheJob() {
    CheckpointFacts lost = checkpoints(false, 2, AfterFailure.nothing("set restart-strategy.type"));

    for (CaptureMode mode : List.of(CaptureMode.SAVEPOINT, CaptureMode.AUTO)) {
      assertThat(held(mode(mode, Sinks.TRANSACTIONAL), seconds(0), lost).get(0))
          .contains("leave nothing of the job: set restart-strategy.type");
    }
  }

  @Test
  void takesASavepointWhoseFailureLeavesStateOnce() {
    CheckpointFacts once = checkpoints(false, 2, AfterFailure.stateOnce("2 of 3 are left"));

    assertThat(chosen(auto(Sinks.TRANSACTIONAL), seconds(0), once).capture())
        .isEqualTo(Capture.SAVEPOINT);
  }

  @Test
  void takesASavepointOfAJobWithoutCheckpointsOnlyWhenItIsKnownToBeQuick() {
    CaptureChooser chooser = mode(CaptureMode.SAVEPOINT, Sinks.AT_LEAST_ONCE);

    assertThat(chosen(chooser, seconds(300), CheckpointFacts.NONE).capture())
        .isEqualTo(Capture.SAVEPOINT);
    assertThat(held(chooser, seconds(301), CheckpointFacts.NONE).get(0)).contains("301.0 s");
    assertThat(held(chooser, UNKNOWN, CheckpointFacts.NONE).get(0))
        .contains("a time that cannot be told")
        .contains("set execution.checkpointing.interval");
  }

  @Test
  void knowsTheTimeoutOfAJobThatTakesNoCheckpoints() {
    CaptureChooser chooser = mode(CaptureMode.SAVEPOINT, Sinks.AT_LEAST_ONCE);
    CheckpointFacts without =
        new CheckpointFacts(
            false,
            false,
            AfterFailure.WITHOUT_CHECKPOINTS,
            seconds(4),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(chosen(chooser, seconds(2), without).capture()).isEqualTo(Capture.SAVEPOINT);
    assertThat(held(chooser, seconds(3), without).get(0))
        .contains("execution.checkpointing.timeout, which is 4s");
    assertThat(held(chooser, UNKNOWN, without).get(0)).contains("takes no checkpoints");
  }

  @Test
  void takesTheRetainedCheckpointWhenStateTakesLongToWrite() {
    CaptureChoice choice = chosen(written(auto(Sinks.TRANSACTIONAL), 60));

    assertThat(choice.capture()).isEqualTo(Capture.CHECKPOINT);
    assertThat(choice.reason()).contains("estimated to take 61.0 s");
    assertThat(choice.estimatedDrain()).isEqualTo(seconds(1));
  }

  /** The payback rule weighs that time; the budget is for data in flight. */
  @Test
  void writesStateForLongerThanItsBudgetWhereNoCheckpointWillDo() {
    CaptureChoice choice = chosen(written(auto(Sinks.AT_LEAST_ONCE), 200));

    assertThat(choice.capture()).isEqualTo(Capture.SAVEPOINT);
  }

  @Test
  void takesNoSavepointThatWouldBeWrittenForLongerThanItsTimeoutAllows() {
    for (CaptureMode mode : List.of(CaptureMode.AUTO, CaptureMode.SAVEPOINT)) {
      Verdict verdict = written(mode(mode, Sinks.AT_LEAST_ONCE), 300);

      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Held.class,
              held ->
                  assertThat(held.reasons().get(0))
                      .contains("estimated to take 301.0 s")
                      .contains("execution.checkpointing.timeout, which is 10m"));
    }
  }

  /** The verdict where a second of data is in flight and state is written for so long. */
  private static Verdict written(CaptureChooser chooser, int writing) {
    return chooser.choose(seconds(1), Duration.ofSeconds(writing), GOOD, Provisioning.NORMAL);
  }

  private static CaptureChooser auto(Sinks sinks) {
    return mode(CaptureMode.AUTO, sinks);
  }

  private static CaptureChooser mode(CaptureMode mode, Sinks sinks) {
    CaptureConfig standard = CaptureConfig.DEFAULT;
    return new CaptureChooser(
        new CaptureConfig(
            mode, standard.drainBudget(), standard.checkpointAbove(), standard.checkpointAge()),
        sinks);
  }

  private static CheckpointFacts checkpoints(boolean retained, int age) {
    return checkpoints(retained, age, AfterFailure.STATE);
  }

  private static CheckpointFacts checkpoints(boolean retained, int age, AfterFailure afterFailure) {
    return new CheckpointFacts(
        true,
        retained,
        afterFailure,
        Optional.of(Duration.ofMinutes(10)),
        Optional.of("file:/c/chk-1"),
        seconds(age),
        Optional.empty());
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static CaptureChoice chosen(
      CaptureChooser chooser, Optional<Duration> drain, CheckpointFacts checkpoints) {
    return chosen(chooser.choose(drain, Duration.ZERO, checkpoints, Provisioning.NORMAL));
  }

  private static CaptureChoice chosen(Verdict answer) {
    assertThat(answer).isInstanceOf(Verdict.Chosen.class);
    return ((Verdict.Chosen) answer).choice();
  }

  private static List<String> held(
      CaptureChooser chooser, Optional<Duration> drain, CheckpointFacts checkpoints) {
    Verdict answer = chooser.choose(drain, Duration.ZERO, checkpoints, Provisioning.NORMAL);
    assertThat(answer).isInstanceOf(Verdict.Held.class);
    return ((Verdict.Held) answer).reasons();
  }
}

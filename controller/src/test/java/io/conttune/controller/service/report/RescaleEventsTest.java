package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** The log of a rescale, from its start to its end. */
class RescaleEventsTest extends LoggedOutcomes {
  @Test
  void tellsHowLongARescaleTookByTheTimeThatPassed() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ofSeconds(12)));

    assertThat(only(EventName.RESCALE_VERIFIED).fields()).containsEntry("seconds", 12.0);
  }

  @Test
  void logsEveryTransitionOfARescaleAndNoWaiting() {
    RescaleEntry stopping = to(PLANNED, Stage.STOPPING);
    RescaleEntry submitting =
        to(stopping.from(CapturedState.ownSavepoint("file:/s")), Stage.SUBMITTING);
    RescaleEntry back = submitting.nextAttemptBack(clock.instant(), Duration.ZERO, "main threw");
    RescaleEntry rolledBack = to(back, Stage.ROLLED_BACK);
    tell(new StepOutcome.Rescaling(PLANNED, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, submitting, Duration.ZERO));
    tell(new StepOutcome.Rescaling(submitting, back, Duration.ZERO));
    tell(new StepOutcome.Rescaling(back, rolledBack, Duration.ZERO));

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(
            EventName.RESCALE_STARTED,
            EventName.RESCALE_STAGE,
            EventName.RESCALE_ROLLING_BACK,
            EventName.RESCALE_ROLLED_BACK);
    assertThat(events.get(1).fields()).containsEntry("state", "file:/s");
    assertThat(events.get(2).fields()).containsEntry("direction", "BACK");
    assertThat(events.get(3).fields())
        .as("the last note says only that the job runs")
        .containsEntry("cause", "main threw");
    assertThat(events.get(3).fields())
        .containsEntry("jobId", rolledBack.launchedJobId())
        .containsKeys("parallelism", "seconds", "note", "rescaleId");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ROLLED_BACK", "ABANDONED"})
  void tellsTheFormerParallelismWhereTheWantedOneDidNotComeUp(Stage end) {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, end), Duration.ZERO));

    assertThat(events)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.fields())
                    .containsEntry("direction", "FORWARD")
                    .extractingByKey("parallelism")
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsExactlyInAnyOrderEntriesOf(named(PLANNED.plan().former())));
  }

  private static Map<String, Integer> named(Map<OperatorId, Integer> parallelism) {
    Map<String, Integer> result = new TreeMap<>();
    parallelism.forEach((id, number) -> result.put(id.value(), number));
    return result;
  }

  /** The event of the rescale has told the run and its parallelism. */
  @Test
  void doesNotTellTheRunThatItsOwnRescaleHasBroughtUpOnceMore() throws Exception {
    RescaleEntry verified = to(PLANNED, Stage.VERIFIED);
    tell(measuring("job-1", "window fills"));
    tell(new StepOutcome.Rescaling(PLANNED, verified, Duration.ZERO));
    tell(measuring(verified.launchedJobId(), "window fills"));
    tell(measuring("job-9", "window fills"));

    assertThat(names(Level.INFO))
        .containsExactly(EventName.JOB_SEEN, EventName.RESCALE_VERIFIED, EventName.JOB_SEEN);
  }

  @Test
  void logsARescaleThatEndsInFailure() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.FAILED), Duration.ZERO));

    assertThat(only(EventName.RESCALE_FAILED).fields()).containsEntry("note", "now FAILED");
  }

  @Test
  void doesNotCallAJobDownThatIsThereAgain() {
    RescaleEntry back = PLANNED.nextAttemptBack(clock.instant(), Duration.ZERO, "forgotten");
    tell(
        new StepOutcome.Rescaling(
            back, back.nextAttemptBackToStop(clock.instant(), "is there again"), Duration.ZERO));

    assertThat(events).extracting(Event::name).containsExactly(EventName.RESCALE_STAGE);
  }

  @Test
  void logsHowARescaleEnded() {
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.VERIFIED), Duration.ZERO));
    tell(new StepOutcome.Rescaling(PLANNED, to(PLANNED, Stage.ABANDONED), Duration.ZERO));

    assertThat(events)
        .extracting(Event::name)
        .containsExactly(EventName.RESCALE_VERIFIED, EventName.RESCALE_ABANDONED);
  }

  @Test
  void saysHowTheStateIsTakenAndWhatCameTrueOfTheEstimate() {
    RescaleEntry stopping =
        to(PLANNED.with(PLANNED.timeline().asked(clock.instant())), Stage.STOPPING);
    Instant down = clock.instant().plusMillis(400);
    RescaleEntry verified =
        to(stopping.with(stopping.timeline().down(down).up(down.plusMillis(1250))), Stage.VERIFIED);
    tell(new StepOutcome.Rescaling(PLANNED, stopping, Duration.ZERO));
    tell(new StepOutcome.Rescaling(stopping, verified, Duration.ZERO));

    assertThat(only(EventName.RESCALE_STARTED).fields())
        .containsEntry("capture", "checkpoint")
        .containsEntry("estimatedDrainSeconds", 40.9)
        .containsEntry("captureReason", "the drain takes long");
    assertThat(only(EventName.RESCALE_VERIFIED).fields())
        .containsEntry("capture", "checkpoint")
        .containsEntry("estimatedDrainSeconds", 40.9)
        .containsEntry("stoppingSeconds", 0.4)
        .containsEntry("downtimeSeconds", 1.25);
  }
}

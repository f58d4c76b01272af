package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The dates of what a tuner is told, where the time of day is behind what is remembered. */
class LookDatesTest {
  private final TunedJob job = new TunedJob();
  private final Instant ahead = job.clock.instant().plus(Duration.ofHours(1));

  @Test
  void comeAfterTheObservationsOfAFormerController() {
    job.stepTo(StepOutcome.Decided.class);
    Fingerprints graph = Fingerprints.of(job.store.seenRun(TunedJob.NAME).orElseThrow().graph());
    job.store.append(
        TunedJob.NAME, graph, List.of(new Observation(FakeJobMonitor.COUNT, 2, 200, ahead)));
    job.start();

    assertThat(beginOf(nextInput())).isAfterOrEqualTo(ahead);
  }

  @Test
  void comeAfterTheRedeploymentThatTheTunerRemembers() {
    remember(
        new TunerState.Informed(
            Map.of(), new Tuning(Map.of(), 1, Basis.MEASURED, ahead), Map.of(), 0));

    assertThat(beginOf(nextInput())).isAfterOrEqualTo(ahead);
  }

  @Test
  void comeAfterTheShiftThatTheTunerRemembers() {
    Knowledge slower = Knowledge.NONE.with(new Shift(0.5, ahead));
    remember(
        new TunerState.Informed(Map.of(FakeJobMonitor.COUNT, slower), Tuning.NONE, Map.of(), 0));

    assertThat(beginOf(nextInput())).isAfterOrEqualTo(ahead);
  }

  @Test
  void goOnByTheTimeThatPasses() {
    remember(
        new TunerState.Informed(
            Map.of(), new Tuning(Map.of(), 1, Basis.MEASURED, ahead), Map.of(), 0));
    Instant first = nextInput().until();
    job.clock.advance(Duration.ofSeconds(3));

    assertThat(nextInput().until()).isEqualTo(first.plusSeconds(3).plus(TunedJob.POLL));
  }

  @Test
  void areThoseOfTheLooksWhereNothingIsLater() {
    job.step();
    Instant last = job.clock.instant();

    assertThat(nextInput().until()).isBetween(last, job.clock.instant());
  }

  private void remember(TunerState state) {
    job.store.saveTunerState(TunedJob.NAME, state);
    job.tuner.hold(HoldReason.FITS, state);
  }

  private JobMetrics nextInput() {
    job.stepTo(StepOutcome.Decided.class);
    return job.tuner.inputs().get(job.tuner.inputs().size() - 1).metrics();
  }

  private static Instant beginOf(JobMetrics metrics) {
    return metrics.until().minus(metrics.length());
  }
}

package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.Rescaling;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.ScriptedTuner;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration RESCALE_POLL = Duration.ofMillis(200);
  private static final RescaleEntry PLANNED = RescaleEntries.planned("WordCount", 1);

  private final Pace pace = new Pace(POLL, RESCALE_POLL);

  @Test
  void pollsWhileTheJobIsWaitedForOrMeasured() {
    TunedJob job = new TunedJob();

    assertThat(pace.after(new StepOutcome.Waiting(new JobSighting.NotSeen("none"))))
        .isEqualTo(POLL);
    assertThat(pace.after(job.step())).isEqualTo(POLL);
    assertThat(pace.after(job.stepTo(Decided.class))).isEqualTo(POLL);
  }

  @Test
  void goesStraightOnWhenARescaleBegins() {
    TunedJob job = new TunedJob();
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));

    assertThat(pace.after(job.stepTo(Decided.class))).isZero();
  }

  @Test
  void goesStraightOnWhenARescaleHasMovedAndPollsItFasterWhenItWaits() {
    RescaleEntry stopping = PLANNED.to(Stage.STOPPING, PLANNED.startedAt(), "stops");

    assertThat(pace.after(new Rescaling(PLANNED, stopping, Duration.ZERO))).isZero();
    assertThat(pace.after(new Rescaling(stopping, stopping, Duration.ZERO)))
        .isEqualTo(RESCALE_POLL);
  }

  @Test
  void looksAtOnceAfterItHasDealtWithASavepoint() {
    SavepointKeeper.Disposed gone =
        new SavepointKeeper.Disposed("file:/s/savepoint-1", Optional.empty());

    assertThat(pace.after(new StepOutcome.Tidied(gone))).isZero();
  }

  @Test
  void doesNotHurryWhenARescaleIsOver() {
    RescaleEntry verified = PLANNED.to(Stage.VERIFIED, PLANNED.startedAt(), "done");

    assertThat(pace.after(new Rescaling(PLANNED, verified, Duration.ZERO))).isEqualTo(RESCALE_POLL);
  }

  @Test
  void asksAnUnreachableClusterMoreOftenWhileTheJobIsDown() {
    assertThat(pace.after(new StepOutcome.Unreachable("refused", Optional.empty())))
        .isEqualTo(POLL);
    assertThat(pace.after(new StepOutcome.Unreachable("refused", Optional.of(PLANNED))))
        .isEqualTo(RESCALE_POLL);
  }

  @Test
  void looksAgainSoonWhenTheLoadHasChanged() {
    TunedJob job = new TunedJob();
    job.tuner.hold(HoldReason.UNSTEADY_RATES, ScriptedTuner.INITIAL);
    Decided changed = job.stepTo(Decided.class);

    assertThat(pace.after(changed)).isEqualTo(POLL);
    assertThat(Pace.hurrying(POLL, RESCALE_POLL).after(changed)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Pace.hurrying(Duration.ofMillis(500), RESCALE_POLL).after(changed))
        .isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void doesNotHurryWhileTheLoadStays() {
    TunedJob job = new TunedJob();

    assertThat(Pace.hurrying(POLL, RESCALE_POLL).after(job.stepTo(Decided.class))).isEqualTo(POLL);
  }

  @Test
  void refusesToSpin() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(Duration.ZERO, RESCALE_POLL));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pace(POLL, Duration.ofMillis(-1)));
  }
}

package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.ds2.Ds2;
import io.conttune.gp.LogLogSurrogate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Four subtasks that process 400 records/s, and two minutes to catch up. */
class SlowShortageTest {
  private static Decision decision(Pieces pieces, Duration tolerable) {
    InformedSettings settings = InformedSettings.DEFAULT.at(0.9).tolerating(tolerable);
    return new InformedTuner(settings, new LogLogSurrogate(), new Ds2())
        .decide(pieces.input(TunerState.Informed.INITIAL))
        .decision();
  }

  private static Pieces arriving(int times, double rate) {
    Pieces pieces = new Pieces(4);
    for (int i = 0; i < times; i++) {
      pieces.arriving(rate);
    }
    return pieces;
  }

  @Test
  void waitsWhileTheBacklogStaysTolerable() {
    Decision decision = decision(arriving(2, 440), Duration.ofSeconds(15));

    assertThat(decision).isInstanceOf(Decision.Hold.class);
    Decision.Hold hold = (Decision.Hold) decision;
    assertThat(hold.cause()).isEqualTo(HoldReason.WITHIN_OBJECTIVE);
    assertThat(hold.evidence().provisioning()).isEqualTo(Provisioning.NORMAL);
    assertThat(hold.reason())
        .isEqualTo(
            "the job falls behind, but slowly: 2.7 s of its rate wait, and 13.6 s will in 120 s,"
                + " which the objective allows");
  }

  @Test
  void growsOnceTheBacklogWouldNotBeTolerable() {
    assertThat(decision(arriving(4, 440), Duration.ofSeconds(15)))
        .isInstanceOf(Decision.Rescale.class);
  }

  @Test
  void growsAtOnceForALargeShortage() {
    assertThat(decision(arriving(1, 600), Duration.ofSeconds(15)))
        .isInstanceOf(Decision.Rescale.class);
  }

  @Test
  void aBusyJobDoesNotGrowBeforeABacklogGrows() {
    Pieces busy = arriving(3, 392);

    assertThat(decision(busy, Duration.ofSeconds(15))).isInstanceOf(Decision.Hold.class);
    assertThat(decision(busy, Duration.ZERO)).isInstanceOf(Decision.Rescale.class);
  }

  @Test
  void growsAtOnceWithoutAnObjective() {
    assertThat(decision(arriving(2, 440), Duration.ZERO)).isInstanceOf(Decision.Rescale.class);
  }
}

package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.rates.Demand;
import io.conttune.core.rates.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The capacity that works off what a redeployment leaves. */
class CatchUpTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void wantsCapacityForWhatGathersInADowntime() {
    assertThat(new CatchUp(MINUTE, Duration.ofSeconds(15)).capacityOverRate()).isEqualTo(1.25);
    assertThat(CatchUp.within(MINUTE).capacityOverRate()).isEqualTo(1);
  }

  @Test
  void countsTheRoomOfTheTargetUtilizationForABacklog() {
    // 300 at 0.8 want 375. The 75 more work 4500 off in a minute.
    assertThat(wanted(4500, 0)).isEqualTo(375);
    assertThat(wanted(6000, 0)).isEqualTo(400);
    assertThat(wanted(200, 0)).isEqualTo(375);
    assertThat(wanted(0, 24)).isEqualTo(420);
    assertThat(wanted(6000, 3)).isEqualTo(415);
  }

  /** Capacity for 300 records/s, so many that wait, and a downtime of so many seconds. */
  private static double wanted(double backlog, int downtime) {
    Demand demand = new Demand(Load.shared(300), Load.shared(backlog));
    return new CatchUp(MINUTE, Duration.ofSeconds(downtime))
        .capacity(demand, 1, 0.8, Duration.ofSeconds(1), 4)
        .at(4);
  }

  @Test
  void refusesTimesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatchUp.within(Duration.ZERO))
        .withMessageContaining("catch-up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatchUp(MINUTE, MINUTE.negated()))
        .withMessageContaining("downtime");
  }
}

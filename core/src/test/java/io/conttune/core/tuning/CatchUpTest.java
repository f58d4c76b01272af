package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
  void refusesTimesOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CatchUp.within(Duration.ZERO))
        .withMessageContaining("catch-up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CatchUp(MINUTE, MINUTE.negated()))
        .withMessageContaining("downtime");
  }
}

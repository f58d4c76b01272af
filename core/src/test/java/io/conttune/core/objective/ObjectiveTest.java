package io.conttune.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Duration RESTART = Duration.ofSeconds(15);

  private static Objective objective(int lagSeconds, double share) {
    return new Objective(Duration.ofSeconds(lagSeconds), share);
  }

  @Test
  void leavesATenthAndWhatWorksARestartOff() {
    assertThat(objective(30, 0.99).utilization(RESTART))
        .isCloseTo(1 / (1 + 0.1 + 15.0 / 900), within(1e-9));
  }

  @Test
  void leavesMoreIfARestartTakesLongerThanTheLag() {
    // A restart is 5 s beyond the lag of 10 s, and 45 s of 15 minutes may be.
    assertThat(objective(10, 0.95).utilization(RESTART))
        .isCloseTo(1 / (1 + 0.1 + 5.0 / 40), within(1e-9));
  }

  @Test
  void neverLeavesMoreThanHalf() {
    assertThat(objective(1, 1).utilization(RESTART)).isEqualTo(0.5);
  }

  @Test
  void catchesUpSoonerTheMoreOfTheTimeCounts() {
    assertThat(objective(30, 0.99).catchUp()).isEqualTo(Duration.ofSeconds(144));
    assertThat(objective(30, 0.999).catchUp()).isEqualTo(Duration.ofSeconds(30));
    assertThat(objective(30, 0.5).catchUp()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aBacklogMayWaitAsLongAsARestartStillFits() {
    assertThat(objective(40, 0.99).tolerableBacklog(RESTART)).isEqualTo(Duration.ofSeconds(25));
    assertThat(objective(10, 0.99).tolerableBacklog(RESTART)).isZero();
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective(30, 1.5))
        .withMessageContaining("share of the time");
    assertThatIllegalArgumentException().isThrownBy(() -> objective(30, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective(0, 0.9))
        .withMessageContaining("lag");
  }
}

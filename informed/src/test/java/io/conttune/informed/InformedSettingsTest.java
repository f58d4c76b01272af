package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.metrics.MeasurementRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InformedSettingsTest {
  @Test
  void anotherUtilisationChangesNothingElse() {
    InformedSettings paper = InformedSettings.DEFAULT.at(1);

    assertThat(paper.targetUtilization()).isEqualTo(1);
    assertThat(paper.at(0.8)).isEqualTo(InformedSettings.DEFAULT);
  }

  @Test
  void refusesATimeToCatchUpOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Duration.ofSeconds(1), Duration.ZERO))
        .withMessage("catch-up must be longer than 0, but is PT0S");
  }

  @Test
  void refusesANegativeNegligibleBacklog() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Duration.ofSeconds(-1), Duration.ofMinutes(2)))
        .withMessage("negligible backlog must not be negative, but is PT-1S");
  }

  private static InformedSettings settings(Duration negligibleBacklog, Duration catchUp) {
    return new InformedSettings(
        5, 0.8, 0.1, 0.25, MeasurementRule.DEFAULT, negligibleBacklog, catchUp, Duration.ZERO);
  }
}

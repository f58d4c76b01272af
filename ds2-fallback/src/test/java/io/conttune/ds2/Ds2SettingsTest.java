package io.conttune.ds2;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.tuning.CatchUp;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings of DS2 that cannot work are refused. */
class Ds2SettingsTest {
  @Test
  void refusesSettingsOutOfRange() {
    Optional<CatchUp> none = Optional.empty();
    Duration second = Duration.ofSeconds(1);
    Ds2Settings.Lag lag = Ds2Settings.Lag.DEFAULT;

    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(-1, 1, 1, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 0, 1, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 1, 0, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings(0, 1, 1.1, none, 0, lag));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings.Lag(2, 0.1, 1.5, second));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ds2Settings.Lag(0, 0, 1.5, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ds2Settings.Lag(0, 0.1, 0.5, second))
        .withMessageContaining("ratio");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ds2Settings.Lag(0, 0.1, 1.5, second.negated()))
        .withMessageContaining("negligible");
  }
}

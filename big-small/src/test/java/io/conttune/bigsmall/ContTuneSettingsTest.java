package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.TunerState;
import io.conttune.gp.RbfSurrogate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContTuneSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final CatchUp CATCH_UP = CatchUp.within(SECOND);

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuning.settings(-1, 0.1, 0.8))
        .withMessageContaining("alpha");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuning.settings(3, -0.1, 0.8))
        .withMessageContaining("decision threshold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuning.settings(3, 0.1, 0))
        .withMessageContaining("target utilization");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuning.settings(3, 0.1, 1.01))
        .withMessageContaining("target utilization");
    assertThatIllegalArgumentException().isThrownBy(() -> withTopKAndMaximum(0, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> withTopKAndMaximum(5, 0));
  }

  @Test
  void refusesProvisioningRuleOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProvisioningRule(0, 0.98, CATCH_UP, SECOND, 100))
        .withMessageContaining("backpressure");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProvisioningRule(0.1, 1.5, CATCH_UP, SECOND, 100))
        .withMessageContaining("saturated");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProvisioningRule(0.1, 0.98, CATCH_UP, SECOND.negated(), 100))
        .withMessageContaining("negligible backlog");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProvisioningRule(0.1, 0.98, CATCH_UP, SECOND, -1))
        .withMessageContaining("negligible records");
  }

  @Test
  void startsWithTheFirstMaximum() {
    ContTuneTuner tuner = Tuning.tuner(ContTuneSettings.DEFAULT, new RbfSurrogate());

    assertThat(tuner.name()).isEqualTo("conttune");
    assertThat(tuner.initialState()).isEqualTo(new TunerState.ContTune(8));
  }

  private static ContTuneSettings withTopKAndMaximum(int topK, int maximum) {
    return new ContTuneSettings(
        3,
        topK,
        0.1,
        0.8,
        0.1,
        maximum,
        MeasurementRule.DEFAULT,
        ProvisioningRule.DEFAULT,
        Relief.BIG);
  }
}

package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunerStateTest {
  @Test
  void keepsTheLargestParallelismWhenSomebodyElseHasSetTheParallelism() {
    TunerState state = new TunerState.ContTune(32);

    assertThat(state.afterChangeElsewhere()).isEqualTo(state);
  }

  @Test
  void forgetsWhatDs2HasProposedWhenSomebodyElseHasSetTheParallelism() {
    TunerState state = new TunerState.Ds2(3, 2, Map.of(new OperatorId("a"), 4), 1.5);

    assertThat(state.afterChangeElsewhere()).isEqualTo(new TunerState.Ds2(0, 0, Map.of(), 1));
  }

  @Test
  void hasNothingToForgetWhereNothingIsRemembered() {
    assertThat(new TunerState.None().afterChangeElsewhere()).isEqualTo(new TunerState.None());
  }

  @Test
  void refusesMaximumBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunerState.ContTune(0))
        .withMessage("p_max must be at least 1, but is 0");
  }

  @Test
  void refusesTargetRateRatioBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunerState.Ds2(0, 0, Map.of(), 0.9))
        .withMessageContaining("target rate ratio must be at least 1");
  }

  @Test
  void refusesNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TunerState.Ds2(-1, 0, Map.of(), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new TunerState.Ds2(0, -1, Map.of(), 1));
  }
}

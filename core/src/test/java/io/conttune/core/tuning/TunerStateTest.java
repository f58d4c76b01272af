package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.Recognition;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
  void goesOnWithVerticesThatHaveOtherIds() {
    OperatorId former = new OperatorId("a");
    OperatorId now = new OperatorId("b");
    Recognition recognition = new Recognition(Map.of(former, now));
    TunerState.Informed.Knowledge knowledge =
        new TunerState.Informed.Knowledge(
            List.of(new TunerState.Informed.Proof(2, 10, OptionalDouble.empty())), List.of());

    assertThat(new TunerState.Ds2(3, 2, Map.of(former, 4), 1.5).recognizing(recognition))
        .isEqualTo(new TunerState.Ds2(3, 2, Map.of(now, 4), 1.5));
    assertThat(
            new TunerState.Informed(
                    Map.of(former, knowledge),
                    TunerState.Informed.Tuning.NONE,
                    Map.of(former, 5.0),
                    0.1)
                .recognizing(recognition))
        .isEqualTo(
            new TunerState.Informed(
                Map.of(now, knowledge), TunerState.Informed.Tuning.NONE, Map.of(now, 5.0), 0.1));
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

package io.conttune.informed;

import static io.conttune.informed.Pieces.WORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.history.Observation;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KnownCurveTest {
  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant AFTER = BEFORE.plusSeconds(60);

  @Test
  void aThroughputAtSaturationTakesThePlaceOfTheQuotients() {
    KnownCurve curve =
        KnownCurve.of(
            List.of(new Observation(WORK, 4, 500, BEFORE)),
            knowledge(new Proof(4, 380, OptionalDouble.of(400))));

    assertThat(curve.means()).containsExactly(new MeanAbility(4, 400, 100));
  }

  @Test
  void aQuotientIsNoLessThanWhatWasCarried() {
    KnownCurve curve =
        KnownCurve.of(
            List.of(new Observation(WORK, 4, 300, BEFORE)),
            knowledge(new Proof(4, 380, OptionalDouble.empty())));

    assertThat(curve.means()).containsExactly(new MeanAbility(4, 380, 1));
  }

  @Test
  void observationsFromBeforeAShiftAreCorrectedByIt() {
    KnownCurve curve =
        KnownCurve.of(
            List.of(new Observation(WORK, 4, 400, BEFORE), new Observation(WORK, 8, 400, AFTER)),
            new Knowledge(List.of(), List.of(new Shift(0.5, AFTER))));

    assertThat(curve.means())
        .containsExactly(new MeanAbility(4, 200, 1), new MeanAbility(8, 400, 1));
  }

  @Test
  void fewerSubtasksThatCarriedMoreAreTheLimitWhereMoreAreSlower() {
    KnownCurve curve =
        proven(
            new Proof(2, 170, OptionalDouble.empty()),
            new Proof(4, 280, OptionalDouble.empty()),
            new Proof(5, 240, OptionalDouble.of(240)),
            new Proof(8, 60, OptionalDouble.of(60)));

    Plateau plateau = curve.plateau(InputParts.ANY).orElseThrow();

    assertThat(plateau.goal()).isEqualTo(4);
    assertThat(plateau.ability()).isEqualTo(280);
  }

  @Test
  void aFirstStepWithoutGainIsNoLimitYetBecauseOneSubtaskHasNoUnevenShare() {
    KnownCurve curve =
        proven(
            new Proof(1, 100, OptionalDouble.of(100)), new Proof(2, 103, OptionalDouble.of(103)));

    assertThat(curve.plateau(InputParts.ANY)).isEmpty();
    assertThat(curve.gainsLittle(2, InputParts.ANY)).isFalse();
  }

  @Test
  void aLaterStepWithoutGainProvesALimit() {
    KnownCurve curve =
        proven(
            new Proof(2, 100, OptionalDouble.of(100)), new Proof(4, 103, OptionalDouble.of(103)));

    assertThat(curve.plateau(InputParts.ANY).orElseThrow().isProven()).isTrue();
    assertThat(curve.gainsLittle(4, InputParts.ANY)).isTrue();
  }

  @Test
  void whatWasTooFewIsRuledOutWithAllBelowIt() {
    KnownCurve curve = proven(new Proof(3, 290, OptionalDouble.of(300)));

    assertThat(curve.leastNotRefuted(Load.shared(350))).isEqualTo(4);
    assertThat(curve.leastNotRefuted(Load.shared(300))).isEqualTo(1);
  }

  @Test
  void onACurveThatFallsWhatWasTooFewBeyondAnEnoughRulesNothingOut() {
    KnownCurve curve =
        proven(new Proof(4, 400, OptionalDouble.empty()), new Proof(9, 0, OptionalDouble.of(300)));

    assertThat(curve.leastNotRefuted(Load.shared(380))).isEqualTo(1);
    assertThat(curve.leastProven(Load.shared(380))).hasValue(4);
  }

  @Test
  void nothingIsProvenForARateThatWasNeverCarried() {
    assertThat(proven(new Proof(4, 400, OptionalDouble.empty())).leastProven(Load.shared(500)))
        .isEmpty();
  }

  private static KnownCurve proven(Proof... proofs) {
    return KnownCurve.of(List.of(), knowledge(proofs));
  }

  private static Knowledge knowledge(Proof... proofs) {
    return new Knowledge(List.of(proofs), List.of());
  }
}

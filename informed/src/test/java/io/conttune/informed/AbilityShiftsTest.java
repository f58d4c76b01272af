package io.conttune.informed;

import static io.conttune.informed.Pieces.WORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.history.Observation;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AbilityShiftsTest {
  @Test
  void aBusyOperatorThatIsSlowerThanBeforeHasShifted() {
    Pieces pieces = observed(410, 400, 390, 400).ability(80);
    run(pieces, 4);

    Knowledge after = applied(pieces, Knowledge.NONE);

    assertThat(after.shifts()).hasSize(1);
    assertThat(after.shifts().get(0).factor()).isCloseTo(0.8, within(0.01));
  }

  @Test
  void oneSlowPieceIsNoShift() {
    Pieces pieces = observed(410, 400, 390, 400).ability(80);
    run(pieces, 1);

    assertThat(applied(pieces, Knowledge.NONE).shifts()).isEmpty();
  }

  @Test
  void whereObservationsScatterADifferenceIsNoise() {
    Pieces pieces = observed(520, 330, 450, 300).ability(85);
    run(pieces, 4);

    assertThat(applied(pieces, Knowledge.NONE).shifts()).isEmpty();
  }

  @Test
  void aFewValuesThatAgreeByChanceShowNoShift() {
    Pieces few = observed(402, 400, 398);
    Pieces many = observedOften();
    for (double ability : new double[] {88, 92, 88, 92}) {
      few.ability(ability).arriving(300);
      many.ability(ability).arriving(300);
    }

    assertThat(applied(few, Knowledge.NONE).shifts()).isEmpty();
    assertThat(applied(many, Knowledge.NONE).shifts()).hasSize(1);
  }

  /** Eight standard deviations: among the looks of a few days such a one is met by chance. */
  @Test
  void aDifferenceThatSomeLookShowsByChanceIsNoShift() {
    Pieces pieces = observedOften();
    for (double ability : new double[] {90, 95, 90, 95}) {
      pieces.ability(ability).arriving(300);
    }

    assertThat(applied(pieces, Knowledge.NONE).shifts()).isEmpty();
  }

  @Test
  void aShiftThatIsKnownIsNotFoundAgain() {
    Pieces pieces = observed(410, 400, 390, 400).ability(80);
    run(pieces, 4);

    Knowledge once = applied(pieces, Knowledge.NONE);

    assertThat(applied(pieces, once)).isEqualTo(once);
  }

  @Test
  void aFullOperatorIsComparedWithItsNeighboursWhereItWasNotObservedItself() {
    Pieces pieces = new Pieces(4).observed(2, 200).observed(8, 800).ability(80).arriving(500);

    Knowledge after = applied(pieces, Knowledge.NONE);

    assertThat(after.shifts()).hasSize(1);
    assertThat(after.shifts().get(0).factor()).isCloseTo(0.8, within(1e-6));
  }

  /**
   * Two subtasks of which one gets most records do no more than a single one, from the first day.
   */
  @Test
  void aFullOperatorIsNotComparedWithASingleSubtask() {
    Pieces pieces = new Pieces(4).observed(1, 100).observed(8, 800).ability(60).arriving(500);

    assertThat(applied(pieces, Knowledge.NONE).shifts()).isEmpty();
  }

  @Test
  void aSmallDropOfAFullOperatorIsNoiseUntilASecondPieceShowsIt() {
    Knowledge known = new Knowledge(List.of(new Proof(4, 390, OptionalDouble.of(400))), List.of());
    Pieces pieces = new Pieces(4).ability(92).arriving(500);
    assertThat(applied(pieces, known).shifts()).isEmpty();

    pieces.arriving(500);

    assertThat(applied(pieces, known).shifts()).hasSize(1);
  }

  @Test
  void aFullOperatorBeyondItsDataHasNothingToBeComparedWith() {
    Pieces pieces = new Pieces(4).observed(1, 100).observed(2, 200).ability(80).arriving(500);

    assertThat(applied(pieces, Knowledge.NONE).shifts()).isEmpty();
  }

  @Test
  void anOperatorThatBecameFasterHasProvenNoMoreThanBefore() {
    Pieces pieces = observed(410, 400, 390, 400).ability(130);
    run(pieces, 4);

    Knowledge after =
        applied(
            pieces, new Knowledge(List.of(new Proof(2, 190, OptionalDouble.of(200))), List.of()));

    assertThat(after.shifts()).hasSize(1);
    assertThat(after.at(2)).contains(new Proof(2, 190, OptionalDouble.empty()));
  }

  private static Pieces observed(double... abilities) {
    Pieces pieces = new Pieces(4);
    for (double ability : abilities) {
      pieces.observed(4, ability);
    }
    return pieces;
  }

  private static Pieces observedOften() {
    Pieces pieces = observed(402, 400, 398);
    for (double ability : new double[] {402, 400, 398, 402, 400}) {
      pieces.observed(2, ability / 2).observed(8, ability * 2);
    }
    return pieces;
  }

  private static void run(Pieces pieces, int number) {
    for (int i = 0; i < number; i++) {
      pieces.arriving(300);
    }
  }

  private static Knowledge applied(Pieces pieces, Knowledge known) {
    List<Observation> history = pieces.input(TunerState.Informed.INITIAL).history().observations();
    Shortage shortage =
        Shortage.of(pieces.graph(), pieces.newest(), InformedSettings.DEFAULT.at(1));
    SteadyLoad load = SteadyLoad.of(pieces.graph(), pieces.all(), 0);
    return AbilityShifts.applied(
            Map.of(WORK, known),
            pieces.all(),
            new SaturatedPieces().inEach(pieces.graph(), pieces.all()),
            load,
            shortage,
            Map.of(WORK, history),
            Tuning.NONE)
        .get(WORK);
  }
}

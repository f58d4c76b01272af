package io.conttune.informed;

import static io.conttune.informed.Pieces.SOURCE;
import static io.conttune.informed.Pieces.WORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.tuning.Decision.Hold;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.ds2.Ds2;
import io.conttune.gp.LogLogSurrogate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformedTunerTest {
  private static final Instant BEFORE = Instant.parse("2025-12-31T23:59:30Z");

  private final InformedTuner tuner =
      new InformedTuner(InformedSettings.DEFAULT.at(1), new LogLogSurrogate(), new Ds2());

  @Test
  void growsOnTheFirstPieceThatIsShortThroughout() {
    Rescale rescale = rescale(decide(linear(4).arriving(300).arriving(600), state()));

    assertThat(rescale.parallelism()).containsEntry(SOURCE, 1);
    assertThat(rescale.parallelism().get(WORK)).isBetween(6, 7);
    assertThat(rescale.reason()).contains("short of its rate").contains("work 4 →");
    assertThat(rescale.evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void waitsForTheNextPieceWhereTheJobBecameShortWithinTheNewestOne() {
    Hold hold = hold(decide(linear(4).arriving(300).risingTo(600), state()));

    assertThat(hold.cause()).isEqualTo(HoldReason.UNSTEADY_RATES);
  }

  @Test
  void takesSubtasksAwayOnceTwoPiecesAgree() {
    Pieces pieces = linear(8).arriving(800).arriving(300);

    assertThat(hold(decide(pieces, state())).cause()).isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(rescale(decide(pieces.arriving(300), state())).parallelism().get(WORK))
        .isBetween(3, 4);
  }

  /** Its pieces would be shorter than the time for which the rate is away from its mean. */
  @Test
  void hurriesTheSecondPieceOnlyWhereTheRateIsKnownToBeLevel() {
    Pieces level = linear(8);
    Pieces wobbling = linear(8);
    for (int i = 0; i < 6; i++) {
      level.arriving(800);
      wobbling.arriving(i % 2 == 0 ? 760 : 800);
    }

    Pieces full = linear(8).arriving(801);
    for (int i = 0; i < 6; i++) {
      full.arriving(800);
    }

    assertThat(hold(decide(level.arriving(300), state())).cause())
        .isEqualTo(HoldReason.UNSTEADY_RATES);
    assertThat(hold(decide(full.arriving(300), state())).cause())
        .as("the source was held up, and has told its backlog")
        .isEqualTo(HoldReason.UNSTEADY_RATES);
    assertThat(hold(decide(wobbling.arriving(300), state())).cause())
        .isEqualTo(HoldReason.NOT_CONFIRMED);
    assertThat(hold(decide(linear(8).arriving(800).arriving(300), state())).cause())
        .as("nothing is known of the rate yet")
        .isEqualTo(HoldReason.NOT_CONFIRMED);
  }

  /** As of a job that is nearly idle: in some pieces no record comes by chance. */
  @Test
  void aPieceThatIsEmptyByChanceChangesNoAnswer() {
    Pieces pieces = linear(4).arriving(0.2).arriving(0.2);
    assertThat(rescale(decide(pieces, state())).parallelism()).containsEntry(WORK, 1);

    assertThat(rescale(decide(pieces.arriving(0), state())).parallelism())
        .as("the newest piece is empty")
        .containsEntry(WORK, 1);
    assertThat(rescale(decide(pieces.arriving(0.2), state())).parallelism())
        .as("the piece before the newest is empty")
        .containsEntry(WORK, 1);
  }

  @Test
  void aPauseOfAJobWithTrafficIsNoChance() {
    Pieces pieces = linear(16).arriving(300).arriving(300);
    assertThat(rescale(decide(pieces, state())).parallelism().get(WORK)).isLessThan(16);

    assertThat(hold(decide(pieces.arriving(0), state())).cause()).isEqualTo(HoldReason.FITS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 0.02})
  void doesNotGrowForALoadThatHasPassed(double ability) {
    Pieces pieces = linear(4).untold().ability(ability).arriving(6 * ability).arriving(0);
    assertThat(rescale(decide(pieces, state())).parallelism().get(WORK)).isGreaterThan(4);

    assertThat(hold(decide(pieces.arriving(0), state())).cause()).isEqualTo(HoldReason.FITS);
  }

  @Test
  void neverPicksWhatIsProvenTooFew() {
    Proof tooFew = new Proof(6, 500, OptionalDouble.of(520));

    Rescale rescale =
        rescale(decide(linear(4).arriving(300).arriving(590), knowing(proven(tooFew))));

    assertThat(rescale.parallelism().get(WORK)).isGreaterThan(6);
  }

  @Test
  void picksWhatIsProvenEnoughRatherThanMore() {
    Proof enough = new Proof(5, 640, OptionalDouble.empty());

    Rescale rescale =
        rescale(decide(linear(4).arriving(300).arriving(630), knowing(proven(enough))));

    assertThat(rescale.parallelism()).containsEntry(WORK, 5);
  }

  @Test
  void atTheSameLoadFewSubtasksAreNotTakenAwayAgain() {
    Tuning tuned = new Tuning(Map.of(SOURCE, 880.0), 1, Basis.MEASURED, BEFORE);

    Tuned again = decide(linear(10).arriving(880).arriving(880), tuned(tuned));
    Tuned first = decide(linear(12).arriving(880).arriving(880), tuned(Tuning.NONE));

    assertThat(hold(again).cause()).isIn(HoldReason.FITS, HoldReason.BELOW_THRESHOLD);
    assertThat(rescale(first).parallelism().get(WORK)).isLessThan(12);
  }

  @Test
  void whatHoldsTheJobUpGrowsWhateverTheModelSays() {
    Proof contradiction = new Proof(4, 700, OptionalDouble.empty());

    Rescale rescale =
        rescale(decide(linear(4).arriving(300).arriving(420), knowing(proven(contradiction))));

    assertThat(rescale.parallelism().get(WORK)).isGreaterThan(4);
  }

  @Test
  void staysAtItsLimitAndNamesIt() {
    Hold hold = hold(decide(linear(4).most(4).arriving(300).arriving(900), state()));

    assertThat(hold.cause()).isEqualTo(HoldReason.AT_LIMIT);
  }

  @Test
  void growsForFourTimesWhatItReadsWhereNoRateWasEverSeen() {
    Rescale rescale = rescale(decide(linear(4).untold().arriving(900), state()));

    assertThat(rescale.parallelism().get(WORK)).isBetween(17, 19);
    assertThat(rescale.reason()).contains("its rate is not known");
  }

  @Test
  void growsForTheLargestRateEverSeenWhereTheRateIsNotKnown() {
    TunerState.Informed state =
        new TunerState.Informed(Map.of(), Tuning.NONE, Map.of(SOURCE, 600.0), 0);

    Rescale rescale = rescale(decide(linear(4).untold().arriving(900), state));

    assertThat(rescale.parallelism().get(WORK)).isBetween(7, 8);
  }

  @Test
  void whatItsOwnRestartLeftBehindIsNoLoad() {
    Tuning tuned = new Tuning(Map.of(SOURCE, 600.0), 1, Basis.MEASURED, BEFORE);

    Hold hold = hold(decide(linear(7).untold().arriving(900).arriving(900), tuned(tuned)));

    assertThat(hold.cause()).isEqualTo(HoldReason.CATCHING_UP);
  }

  @Test
  void nothingIsLeftBehindOnceTheSourcesWereNotHeldUp() {
    Tuning tuned = new Tuning(Map.of(SOURCE, 600.0), 1, Basis.MEASURED, BEFORE);

    Rescale rescale = rescale(decide(linear(7).untold().arriving(600).arriving(900), tuned(tuned)));

    assertThat(rescale.parallelism().get(WORK)).isGreaterThan(7);
  }

  @Test
  void aBacklogThatIsNotWorkedOffInTimeIsLoad() {
    Instant longAgo = BEFORE.minusSeconds(600);
    Tuning tuned = new Tuning(Map.of(SOURCE, 600.0), 1, Basis.MEASURED, longAgo);

    assertThat(
            rescale(decide(linear(7).untold().arriving(900).arriving(900), tuned(tuned)))
                .parallelism()
                .get(WORK))
        .isGreaterThan(7);
  }

  @Test
  void remembersWhatAFullOperatorProcessesAsItsCapacity() {
    TunerState.Informed after = state(decide(linear(4).arriving(300).arriving(600), state()));

    assertThat(after.of(WORK).at(4).orElseThrow().capacity().orElseThrow())
        .isCloseTo(400, within(1e-6));
    assertThat(after.tuning().redeployments()).isEqualTo(1);
    assertThat(after.tuning().rates().get(SOURCE)).isCloseTo(600, within(1e-6));
  }

  @Test
  void correctsTheHistoryOfAnOperatorThatNoLongerDoesWhatItDid() {
    Proof carried = new Proof(4, 400, OptionalDouble.empty());

    TunerState.Informed after =
        state(decide(linear(4).ability(80).arriving(390), knowing(proven(carried))));

    assertThat(after.of(WORK).shifts()).hasSize(1);
    assertThat(after.of(WORK).shifts().get(0).factor()).isCloseTo(0.8, within(0.01));
  }

  @Test
  void belowTheTargetUtilisationItGrowsBeforeTheJobIsShort() {
    Tuned grown = served(linear(8).arriving(760).arriving(760));
    Tuned near = served(linear(8).arriving(660).arriving(660));

    assertThat(rescale(grown).parallelism().get(WORK)).isBetween(10, 11);
    assertThat(rescale(grown).evidence().provisioning()).isEqualTo(Provisioning.UNDER);
    assertThat(hold(near).cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
  }

  @Test
  void atTheSameLoadItGrowsBeforeTheJobIsShortOnlyWhereAnOperatorIsNearlyFull() {
    assertThat(hold(servedAgain(linear(8).arriving(740).arriving(740))).cause())
        .isEqualTo(HoldReason.BELOW_THRESHOLD);
    assertThat(rescale(servedAgain(linear(8).arriving(775).arriving(775))).parallelism().get(WORK))
        .isGreaterThan(8);
  }

  @Test
  void anAbilityThatScattersIsNoReasonToGrowWhereMoreIsRemembered() {
    Hold hold = hold(served(linear(8).ability(92).arriving(690).arriving(690)));

    assertThat(hold.cause()).isEqualTo(HoldReason.BELOW_THRESHOLD);
  }

  @Test
  void plansForABacklogThatTheHeadroomWouldNotWorkOffInTime() {
    Pieces pieces = linear(4);
    for (int i = 0; i < 14; i++) {
      pieces.arriving(1500);
    }

    double steady = 1500 / 0.8;
    double backlog = 14 * 15 * 1100;
    double ofHeadroom = 4 * 120 * (steady - 1500);
    assertThat(wantedOfWork(rescale(served(pieces))))
        .isCloseTo(steady + (backlog - ofHeadroom) / 120, within(1.0));
  }

  @Test
  void anOperatorThatReceivesNothingKeepsItsParallelism() {
    Hold hold = hold(decide(linear(4).arriving(0).arriving(0), state()));

    assertThat(hold.cause()).isEqualTo(HoldReason.FITS);
    assertThat(hold.evidence().operators().get(1).why()).contains("received nothing");
  }

  @Test
  void saysHowMuchTheRateDeviatesAndWhatIsFull() {
    Pieces noisy = linear(20);
    for (int i = 0; i < 4; i++) {
      noisy.arriving(1000).arriving(1100);
    }

    assertThat(decide(noisy, state()).decision().evidence().notes())
        .anyMatch(note -> note.startsWith("the rate of one piece deviates by"));
    assertThat(decide(linear(4).arriving(600), state()).decision().evidence().notes())
        .contains("work holds its producers up: what it processes is its capacity");
  }

  @Test
  void aRateThatComesInBurstsGetsAtMostHalfOfItsMeanMore() {
    Pieces bursts = linear(10);
    for (int i = 0; i < 4; i++) {
      bursts.arriving(1).arriving(800);
    }

    assertThat(decide(bursts, state()).decision().evidence().operators())
        .filteredOn(operator -> operator.id().equals(Pieces.WORK))
        .singleElement()
        .satisfies(work -> assertThat(work.chosen()).isBetween(6, 10));
  }

  @Test
  void listsThePlansThatItConsidered() {
    assertThat(decide(linear(4).arriving(300).arriving(600), state()).decision().evidence().notes())
        .contains("considered: to stay with 5 subtasks, which falls behind")
        .anyMatch(
            note -> note.startsWith("considered: to restart with") && note.contains("work 4 →"));
    assertThat(decide(linear(4).arriving(395).arriving(395), state()).decision().evidence().notes())
        .contains("considered: to stay, which is also what the rates ask for");
  }

  @Test
  void startsAfreshWithTheMemoryOfAnotherTuner() {
    Pieces pieces = linear(4).arriving(300).arriving(600);
    Tuned afresh = decide(pieces, state());

    assertThat(decide(pieces, new TunerState.ContTune(8))).isEqualTo(afresh);
    assertThat(decide(pieces, TunerState.Ds2.INITIAL)).isEqualTo(afresh);
    assertThat(decide(pieces, new TunerState.None())).isEqualTo(afresh);
    assertThat(tuner.initialState()).isEqualTo(state());
    assertThat(tuner.name()).isEqualTo("informed");
  }

  @Test
  void theSameInputHasTheSameAnswer() {
    Pieces pieces = linear(4).arriving(300).arriving(600);

    assertThat(decide(pieces, state())).isEqualTo(decide(pieces, state()));
  }

  /** A job whose operator was observed to scale linearly. */
  private static Pieces linear(int parallelism) {
    Pieces pieces = new Pieces(parallelism);
    for (int p = 1; p <= 12; p++) {
      pieces.observed(p, p * Pieces.PER_SUBTASK);
    }
    return pieces;
  }

  private static Knowledge proven(Proof proof) {
    return new Knowledge(List.of(proof), List.of());
  }

  private static TunerState.Informed state() {
    return TunerState.Informed.INITIAL;
  }

  private static TunerState.Informed knowing(Knowledge ofWork) {
    return new TunerState.Informed(Map.of(WORK, ofWork), Tuning.NONE, Map.of(), 0);
  }

  private static TunerState.Informed tuned(Tuning tuning) {
    return new TunerState.Informed(Map.of(), tuning, Map.of(), 0);
  }

  private Tuned decide(Pieces pieces, TunerState state) {
    return tuner.decide(pieces.input(state));
  }

  /** The answer at the service's target utilisation. */
  private static Tuned served(Pieces pieces) {
    return new InformedTuner(InformedSettings.DEFAULT, new LogLogSurrogate(), new Ds2())
        .decide(pieces.input(state()));
  }

  /** The same of a job that was redeployed for this load. */
  private static Tuned servedAgain(Pieces pieces) {
    double rate = pieces.newest().of(SOURCE).inputRate();
    Tuning tuning = new Tuning(Map.of(SOURCE, rate), 1, Basis.MEASURED, BEFORE);
    return new InformedTuner(InformedSettings.DEFAULT, new LogLogSurrogate(), new Ds2())
        .decide(pieces.input(tuned(tuning)));
  }

  private static double wantedOfWork(Rescale rescale) {
    return rescale.evidence().operators().stream()
        .filter(operator -> operator.id().equals(WORK))
        .findFirst()
        .orElseThrow()
        .capacityWanted()
        .orElseThrow();
  }

  private static TunerState.Informed state(Tuned tuned) {
    return (TunerState.Informed) tuned.state();
  }

  private static Rescale rescale(Tuned tuned) {
    assertThat(tuned.decision()).isInstanceOf(Rescale.class);
    return (Rescale) tuned.decision();
  }

  private static Hold hold(Tuned tuned) {
    assertThat(tuned.decision()).isInstanceOf(Hold.class);
    return (Hold) tuned.decision();
  }
}

package io.conttune.informed;

import static io.conttune.informed.Pieces.SOURCE;
import static io.conttune.informed.Pieces.WORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import io.conttune.core.tuning.TuningInput;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {
  private static final Instant BEFORE = Instant.parse("2025-12-31T23:59:00Z");
  private static final Proof TOO_FEW = new Proof(6, 500, OptionalDouble.of(520));

  @ParameterizedTest
  @EnumSource(Part.class)
  void withoutItTheTunerAnswersOtherwise(Part part) {
    InformedTuner complete = Tuners.at(part == Part.CATCH_UP ? 0.8 : 1);
    TuningInput input = input(part);

    assertThat(complete.without(part).decide(input)).isNotEqualTo(complete.decide(input));
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void leavingItOutLeavesTheTunerItselfAsItWas(Part part) {
    InformedTuner complete = Tuners.at(0.8);

    InformedTuner lacking = complete.without(part);

    assertThat(lacking.decide(input(part))).isEqualTo(complete.without(part).decide(input(part)));
    assertThat(complete.decide(input(part))).isEqualTo(Tuners.at(0.8).decide(input(part)));
  }

  @Test
  void eachHasAnotherNameAndDescription() {
    assertThat(Arrays.stream(Part.values()).map(Part::label)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Part.values()).map(Part::description)).doesNotHaveDuplicates();
    assertThat(Part.CHANGE_POINT.label()).isEqualTo("change-point");
  }

  /** A job in which this part matters. */
  private static TuningInput input(Part part) {
    return switch (part) {
      case CHANGE_POINT, SECOND_PIECE -> linear(8).arriving(800).arriving(300).input(memory());
      case WHOLE_PIECE -> linear(4).arriving(300).risingTo(600).input(memory());
      case RATE_NOISE, MEAN_RATE -> noisy().input(memory());
      case AT_BOTTLENECK -> wobbling(10).misread(1500, 1.2).input(memory());
      case BRACKET, CAPACITY -> linear(4).arriving(300).arriving(590).input(knowing(TOO_FEW));
      case MODEL, MARGIN -> linear(4).arriving(300).arriving(600).input(memory());
      case FREE_ROOM -> FreeRoomTest.job();
      case ONE_SHOT ->
          linear(11)
              .arriving(880)
              .arriving(880)
              .input(tuned(new Tuning(Map.of(SOURCE, 880.0), 1, Basis.MEASURED, BEFORE)));
      case THRESHOLD -> linear(12).arriving(1060).arriving(1060).input(memory());
      case CATCH_UP -> behind().input(memory());
      case ABILITY_SHIFTS ->
          linear(4)
              .ability(80)
              .arriving(390)
              .input(knowing(new Proof(4, 400, OptionalDouble.empty())));
      case CREDIBILITY ->
          new Pieces(8).observed(8, 200).arriving(300).arriving(300).input(memory());
      case USELESS_GROWTH ->
          new Pieces(8)
              .ability(50)
              .arriving(900)
              .arriving(900)
              .input(
                  knowing(
                      new Proof(4, 400, OptionalDouble.of(400)),
                      new Proof(6, 400, OptionalDouble.of(400)),
                      new Proof(8, 400, OptionalDouble.of(400))));
      case OWED_BACKLOG ->
          linear(7)
              .untold()
              .arriving(900)
              .arriving(900)
              .input(tuned(new Tuning(Map.of(SOURCE, 600.0), 1, Basis.MEASURED, BEFORE)));
      case LARGEST_RATE ->
          linear(4)
              .untold()
              .arriving(900)
              .input(new TunerState.Informed(Map.of(), Tuning.NONE, Map.of(SOURCE, 600.0), 0));
      case ROOM_OF_UNKNOWN -> linear(8).untold().arriving(300).arriving(300).input(memory());
    };
  }

  /** A job whose operator was observed to scale linearly. */
  private static Pieces linear(int parallelism) {
    Pieces pieces = new Pieces(parallelism);
    for (int p = 1; p <= 12; p++) {
      pieces.observed(p, p * Pieces.PER_SUBTASK);
    }
    return pieces;
  }

  private static Pieces noisy() {
    return wobbling(20);
  }

  private static Pieces wobbling(int parallelism) {
    Pieces pieces = linear(parallelism);
    for (int i = 0; i < 4; i++) {
      pieces.arriving(50 * parallelism).arriving(55 * parallelism);
    }
    return pieces;
  }

  private static Pieces behind() {
    Pieces pieces = linear(4);
    for (int i = 0; i < 14; i++) {
      pieces.arriving(1500);
    }
    return pieces;
  }

  private static TunerState.Informed memory() {
    return TunerState.Informed.INITIAL;
  }

  private static TunerState.Informed knowing(Proof... proofs) {
    Knowledge ofWork = new Knowledge(List.of(proofs), List.of());
    return new TunerState.Informed(Map.of(WORK, ofWork), Tuning.NONE, Map.of(), 0);
  }

  private static TunerState.Informed tuned(Tuning tuning) {
    return new TunerState.Informed(Map.of(), tuning, Map.of(), 0);
  }
}

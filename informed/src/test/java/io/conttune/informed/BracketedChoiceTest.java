package io.conttune.informed;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.MeanAbility;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.informed.BracketedChoice.Choice;
import io.conttune.informed.BracketedChoice.Question;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BracketedChoiceTest {
  private static final Bounds BOUNDS = new Bounds(1, 32);
  private static final Candidate LINEAR = Candidate.of("ds2", 7, "100.0 per subtask");

  private final BracketedChoice choice = new BracketedChoice(new LogLogSurrogate(), new Rules());

  @Test
  void theLinearMethodChoosesWhereThereIsNoModel() {
    Choice chosen = choose(curve(List.of()), 650, BOUNDS);

    assertThat(chosen.parallelism()).isEqualTo(7);
    assertThat(chosen.why()).startsWith("linear, 100.0 per subtask");
  }

  @Test
  void theLinearMethodKeepsWithinTheBracket() {
    Proof tooFew = new Proof(8, 600, OptionalDouble.of(640));
    Proof enough = new Proof(5, 700, OptionalDouble.empty());

    assertThat(choose(new KnownCurve(List.of(), List.of(tooFew)), 650, BOUNDS).parallelism())
        .isEqualTo(9);
    assertThat(choose(new KnownCurve(List.of(), List.of(enough)), 650, BOUNDS).parallelism())
        .isEqualTo(5);
  }

  @Test
  void theModelChoosesTheLeastWhoseMeanLessItsMarginSuffices() {
    Choice chosen = choose(curve(hundredPerSubtask()), 640, BOUNDS);

    assertThat(chosen.parallelism()).isEqualTo(7);
    assertThat(chosen.candidates()).extracting(Candidate::method).containsExactly("loglog", "ds2");
  }

  @Test
  void whatIsProvenTooFewIsNeverChosen() {
    KnownCurve curve =
        new KnownCurve(hundredPerSubtask(), List.of(new Proof(9, 600, OptionalDouble.of(630))));

    assertThat(choose(curve, 640, BOUNDS).parallelism()).isEqualTo(10);
  }

  @Test
  void whatIsProvenTooFewUpToTheLimitLeavesTheLimit() {
    KnownCurve curve =
        new KnownCurve(hundredPerSubtask(), List.of(new Proof(4, 380, OptionalDouble.of(400))));

    Choice chosen = choose(curve, 640, new Bounds(1, 4));

    assertThat(chosen.parallelism()).isEqualTo(4);
    assertThat(chosen.why()).isEqualTo("4 is its limit, and too few");
  }

  private static List<MeanAbility> hundredPerSubtask() {
    return List.of(
        new MeanAbility(2, 200, 5),
        new MeanAbility(4, 400, 5),
        new MeanAbility(8, 800, 5),
        new MeanAbility(12, 1200, 5));
  }

  private static KnownCurve curve(List<MeanAbility> means) {
    return new KnownCurve(means, List.of());
  }

  private Choice choose(KnownCurve curve, double wanted, Bounds bounds) {
    return choice.choose(
        new Question(
            curve,
            Load.shared(wanted),
            Load.shared(wanted),
            Load.shared(wanted),
            bounds,
            LINEAR,
            InputParts.ANY,
            4));
  }
}

package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.history.MeanAbility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Observations are written as parallelism, ability, parallelism, ability… of 5 windows each. */
class PlateauTest {
  @Test
  void isProvenByTwoStepsWithoutGain() {
    Plateau plateau = of(2, 100, 3, 101, 4, 99).orElseThrow();

    assertThat(plateau.parallelism()).isEqualTo(2);
    assertThat(plateau.isProven()).isTrue();
    assertThat(plateau.description())
        .startsWith("2 subtasks process 100.0 records/s and 4 no more than 99.0");
  }

  @Test
  void isProvenByOneStepOverSeveralWindows() {
    assertThat(of(4, 100, 8, 102).orElseThrow().isProven()).isTrue();
    assertThat(of(2, 100, 8, 102).orElseThrow().isProven()).isTrue();
  }

  @Test
  void isSuspectedAfterOneStepFromASingleSubtask() {
    assertThat(of(1, 100, 2, 102).orElseThrow().isProven()).isFalse();
    assertThat(of(1, 100, 2, 102).orElseThrow().isPending()).isFalse();
  }

  @Test
  void isPendingOnlyAtTheSecondOfTwoSizesAfterOneWindow() {
    List<MeanAbility> seen = List.of(new MeanAbility(4, 100, 5), new MeanAbility(8, 99, 1));

    Plateau plateau = Plateau.of(seen, InputParts.ANY).orElseThrow();

    assertThat(plateau.isProven()).isFalse();
    assertThat(plateau.isPending()).isTrue();
    assertThat(plateau.holdsAt(4)).isFalse();
  }

  @Test
  void isPendingAfterOneLargeStepOverOneWindow() {
    List<MeanAbility> seen = List.of(new MeanAbility(2, 100, 5), new MeanAbility(8, 99, 1));

    Plateau plateau = Plateau.of(seen, InputParts.ANY).orElseThrow();

    assertThat(plateau.isProven()).isFalse();
    assertThat(plateau.isPending()).isTrue();
    assertThat(plateau.holdsAt(8)).isFalse();
    assertThat(plateau.holdsAt(2)).isTrue();
  }

  @Test
  void countsOnceTheSecondOfTwoSizesWasLeftThoughItsLastWindowWasNotKept() {
    List<MeanAbility> seen = List.of(new MeanAbility(4, 100, 5), new MeanAbility(8, 99, 2));

    Plateau plateau = Plateau.of(seen, InputParts.ANY).orElseThrow();

    assertThat(plateau.holdsAt(8)).isFalse();
    assertThat(plateau.holdsAt(4)).isTrue();
  }

  @Test
  void isProvenByAllWindowsThatAreKeptIfTheseAreFewer() {
    List<MeanAbility> kept = List.of(new MeanAbility(4, 100, 2), new MeanAbility(8, 99, 2));
    List<MeanAbility> first = List.of(new MeanAbility(4, 100, 2), new MeanAbility(8, 99, 1));

    assertThat(Plateau.ofNewest(2, kept, InputParts.ANY).orElseThrow().isProven()).isTrue();
    assertThat(Plateau.ofNewest(2, first, InputParts.ANY).orElseThrow().isPending()).isTrue();
    assertThat(Plateau.ofNewest(1, first, InputParts.ANY).orElseThrow().isProven()).isTrue();
    assertThat(Plateau.ofNewest(5, kept, InputParts.ANY).orElseThrow().isPending()).isTrue();
  }

  @Test
  void looksBetweenASmallerAndAFarLargerOneThatProcessesLess() {
    assertThat(of(1, 90, 8, 60).orElseThrow().goal()).isEqualTo(3);
    assertThat(of(3, 240, 5, 240, 8, 60).orElseThrow().goal()).isEqualTo(3);
    assertThat(of(2, 100, 8, 100).orElseThrow().goal()).isEqualTo(2);
  }

  @Test
  void endsWhereAnOperatorGetsSlowerWithMoreSubtasks() {
    Plateau plateau = of(1, 90, 2, 180, 4, 300, 8, 60, 64, 40).orElseThrow();

    assertThat(plateau.parallelism()).isEqualTo(4);
    assertThat(plateau.isProven()).isTrue();
  }

  @Test
  void looksFarBelowTheLeastThatWasTriedWhereMoreProcessLess() {
    assertThat(of(8, 60, 16, 57, 32, 51).orElseThrow().goal()).isEqualTo(2);
    assertThat(of(64, 40, 128, 30, 256, 25).orElseThrow().goal()).isEqualTo(16);
  }

  @Test
  void looksNoFurtherWhereFewerWereTried() {
    assertThat(of(2, 30, 8, 60, 16, 57, 32, 51).orElseThrow().goal()).isEqualTo(8);
  }

  @Test
  void looksNoFurtherWhereMoreProcessAsMuchOrLittleWouldBeSaved() {
    assertThat(of(8, 100, 16, 101, 32, 99).orElseThrow().goal()).isEqualTo(8);
    assertThat(of(4, 60, 5, 57, 6, 51).orElseThrow().goal()).isEqualTo(4);
  }

  @Test
  void isNoneWhereTheLargestBringsAGain() {
    assertThat(of(2, 100, 4, 110, 8, 130)).isEmpty();
  }

  @Test
  void isNoneWhereNoGainWasToBeExpected() {
    assertThat(of(20, 1000, 21, 1010, 22, 990)).isEmpty();
  }

  @Test
  void isNoneWithinAStepOfTheKeyGroups() {
    // 32 key groups on 16 to 31 subtasks: two for the busiest.
    List<MeanAbility> seen = history(16, 800, 20, 800, 31, 800);

    assertThat(Plateau.of(seen, InputParts.of(32))).isEmpty();
    assertThat(Plateau.of(seen, InputParts.ANY)).isPresent();
  }

  @Test
  void isNoneWithoutObservations() {
    assertThat(of()).isEmpty();
  }

  private static Optional<Plateau> of(int... observations) {
    return Plateau.of(history(observations), InputParts.ANY);
  }

  private static List<MeanAbility> history(int... observations) {
    List<MeanAbility> history = new ArrayList<>();
    for (int i = 0; i < observations.length; i += 2) {
      history.add(new MeanAbility(observations[i], observations[i + 1], 5));
    }
    return history;
  }
}

package io.conttune.controller.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.input.Reading;
import io.conttune.core.tuning.InputParts;
import io.conttune.gp.Acquired;
import io.conttune.gp.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationTest {
  private static final SurrogateMethod RBF = SurrogateMethod.RBF;
  private static final SurrogateMethod LOGLOG = SurrogateMethod.LOGLOG;
  private static final OptionalInt ANY = OptionalInt.empty();

  private final List<Sample> mapper = example();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void takesTheModelsElevenForTheWorkedExample(int alpha) {
    Recommendation found = recommend(mapper, 4e6, RBF, OptionalInt.of(alpha), 26, ANY);

    assertThat(found.parallelism()).isEqualTo(11);
    assertThat(found.reason()).isEqualTo(Recommendation.Reason.TRUSTED);
    assertThat(found.acquired())
        .isInstanceOfSatisfying(
            Acquired.Pick.class, pick -> assertThat(pick.nearestDistance()).isEqualTo(1));
  }

  @Test
  void fallsBackToDs2WhereAlphaIsZero() {
    Recommendation found = recommend(mapper, 4e6, RBF, OptionalInt.of(0), 26, ANY);

    assertThat(found.reason()).isEqualTo(Recommendation.Reason.TOO_FAR);
    assertThat(found.parallelism()).isEqualTo(14).isEqualTo(found.ds2Parallelism());
  }

  @Test
  void trustsLogLogAtAnyDistance() {
    List<Sample> far = List.of(new Sample(1, 100), new Sample(40, 4000));

    Recommendation found = recommend(far, 2000, LOGLOG, ANY, 40, ANY);

    assertThat(found.reason()).isEqualTo(Recommendation.Reason.TRUSTED);
    assertThat(found.parallelism()).isBetween(15, 25);
  }

  @Test
  void fallsBackToDs2WhereNoMeanReachesTheRate() {
    Recommendation found = recommend(mapper, 2e7, LOGLOG, ANY, 26, ANY);

    assertThat(found.acquired()).isInstanceOf(Acquired.Empty.class);
    assertThat(found.reason()).isEqualTo(Recommendation.Reason.NONE_SUFFICES);
    assertThat(found.parallelism()).isEqualTo(70);
  }

  @Test
  void scalesDs2FromTheCurrentParallelism() {
    Recommendation found = recommend(mapper, 4e6, RBF, OptionalInt.of(0), 1, ANY);

    // 4e6 / 529573.16752 = 7.55
    assertThat(found.ds2Parallelism()).isEqualTo(8);
  }

  @Test
  void limitsDs2ToTheLargestAllowedOnly() {
    Recommendation limited = recommend(mapper, 2e7, RBF, OptionalInt.of(3), 26, OptionalInt.of(40));
    Recommendation free = recommend(mapper, 2e7, RBF, OptionalInt.of(3), 26, ANY);

    assertThat(limited.parallelism()).isEqualTo(40);
    assertThat(free.parallelism()).isEqualTo(70);
  }

  @Test
  void looksAsFarAsTheLargestAllowed() {
    Recommendation found = recommend(mapper, 9e6, LOGLOG, ANY, 26, OptionalInt.of(64));

    assertThat(found.reason()).isEqualTo(Recommendation.Reason.TRUSTED);
    assertThat(found.parallelism()).isBetween(28, 45);
  }

  @Test
  void leavesOutParallelismsAtWhichTheKeyGroupsCannotBeSharedBetter() {
    // On 17 to 31 subtasks the busiest has two of the 32 key groups, as on 16.
    Recommendation found = ofKeyGroups(170, OptionalInt.of(32));

    assertThat(found.parallelism()).isEqualTo(32);
    assertThat(found.ds2Parallelism()).isEqualTo(32);
    assertThat(found.model().mean(31)).isCloseTo(found.model().mean(16), within(5.0));
    assertThat(RecommendationText.lines(found).get(2)).contains("in steps of 32 key groups: 32");
    assertThat(RecommendationText.json(found)).contains("\"keyGroups\" : 32");
  }

  @Test
  void looksAtNoMoreSubtasksThanThereAreKeyGroups() {
    Recommendation found = ofKeyGroups(640, OptionalInt.of(100));

    assertThat(found.suffices()).isFalse();
    assertThat(found.parallelism()).isEqualTo(32);
    assertThat(found.carriedShare()).isCloseTo(0.5, within(0.05));
    assertThat(RecommendationText.headline(found)).startsWith("nothing up to 32 suffices");
  }

  @Test
  void takesTheMeanOfTheNewestK() {
    List<Sample> rows =
        List.of(new Sample(2, 1), new Sample(4, 40), new Sample(2, 10), new Sample(2, 30));

    Question question = new Question(rows, 2, 20, LOGLOG, LOGLOG.alpha(), 2, ANY, InputParts.ANY);

    assertThat(question.points()).containsExactly(new Point(2, 20, 2), new Point(4, 40, 1));
    assertThat(question.newest())
        .containsExactly(new Sample(4, 40), new Sample(2, 10), new Sample(2, 30));
  }

  @Test
  void explainsItselfInThreeLinesAndAChart() {
    List<String> lines =
        RecommendationText.lines(recommend(mapper, 4e6, RBF, OptionalInt.of(3), 26, ANY));

    assertThat(lines.subList(0, 4))
        .containsExactly(
            "parallelism 11 for 4 M records/s: the model's pick (1 from an observation, alpha 3)",
            "rbf (length 2.254, signal 5.000e+05): least of 1..26 whose mean suffices is 11,"
                + " 4.21 M +- 38.1 k records/s",
            "ds2: 288 k records/s per subtask at 26, scaled linearly: 14",
            "");
    assertThat(lines.get(4)).isEqualTo(" 7.48 M |" + " ".repeat(50) + "*o");
    assertThat(lines).anyMatch(line -> line.startsWith("    4 M |-----"));
    assertThat(lines).anyMatch(line -> line.matches(" +\\+-{20}\\^-{31}"));
    assertThat(lines).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  @Test
  void saysWhyItFellBack() {
    List<String> tooFar =
        RecommendationText.lines(recommend(mapper, 4e6, RBF, OptionalInt.of(0), 26, ANY));
    List<String> none =
        RecommendationText.lines(recommend(mapper, 2e7, LOGLOG, ANY, 26, OptionalInt.of(30)));

    assertThat(tooFar.get(0))
        .isEqualTo(
            "parallelism 14 for 4 M records/s: by DS2, the model's pick is too far"
                + " (1 from an observation, alpha 0)");
    assertThat(none.get(0))
        .matches(
            "nothing up to 30 suffices for 20 M records/s: 30 carries 4[12] % of it, as the model"
                + " expects");
    assertThat(none.get(1)).contains(": none of 1..30 suffices, at 30 it expects ");
    assertThat(none.get(2)).endsWith("scaled linearly: 30 (at most 30)");
  }

  /** 40 subtasks are the largest allowed; 105 are what DS2 picks, and the model expects 20.2 M. */
  @ParameterizedTest
  @CsvSource({"40, 40, 0.34", ", 105, 0.67"})
  void tellsThatTheModelRefutesTheLargest(Integer most, int largest, double share) {
    OptionalInt allowed = most == null ? ANY : OptionalInt.of(most);

    Recommendation found = recommend(mapper, 3e7, LOGLOG, ANY, 26, allowed);

    assertThat(found.suffices()).isFalse();
    assertThat(found.parallelism()).isEqualTo(largest);
    assertThat(found.carriedShare()).isCloseTo(share, within(0.01));
    assertThat(RecommendationText.headline(found))
        .startsWith("nothing up to %d suffices for 30 M records/s: ".formatted(largest))
        .contains("%d carries ".formatted(largest));
  }

  @Test
  void letsTheModelLookFurtherWhereItMay() {
    Recommendation found = recommend(mapper, 3e7, LOGLOG, ANY, 26, OptionalInt.of(400));

    assertThat(found.suffices()).isTrue();
    assertThat(found.parallelism()).isBetween(106, 400);
    assertThat(found.prediction().mean()).isGreaterThanOrEqualTo(3e7);
  }

  /** Above the data the paper's model says nothing; DS2's line carries 40 / 70 of the rate. */
  @Test
  void asksDs2WhereTheModelIsNotTrusted() {
    Recommendation limited = recommend(mapper, 2e7, RBF, OptionalInt.of(3), 26, OptionalInt.of(40));
    Recommendation free = recommend(mapper, 2e7, RBF, OptionalInt.of(3), 26, ANY);

    assertThat(free.suffices()).isTrue();
    assertThat(limited.suffices()).isFalse();
    assertThat(RecommendationText.headline(limited))
        .isEqualTo(
            "nothing up to 40 suffices for 20 M records/s: 40 carries 58 % of it, as DS2 scales");
  }

  @Test
  void drawsHistoriesOfAnySize() {
    List<Sample> single = List.of(new Sample(1, 1e-9));
    List<Sample> many = new ArrayList<>();
    for (int parallelism = 1; parallelism <= 300; parallelism++) {
      many.add(new Sample(parallelism, 1e13 / parallelism));
    }

    for (List<Sample> rows : List.of(single, many)) {
      Recommendation found = recommend(rows, 1, LOGLOG, ANY, 1, ANY);
      assertThat(RecommendationText.lines(found)).hasSize(4 + 17).allMatch(l -> l.length() <= 130);
    }
  }

  @Test
  void answersTheSameAgain() {
    Recommendation one = recommend(mapper, 4e6, LOGLOG, ANY, 26, ANY);
    Recommendation two = recommend(mapper, 4e6, LOGLOG, ANY, 26, ANY);

    assertThat(RecommendationText.json(two)).isEqualTo(RecommendationText.json(one));
  }

  @Test
  void refusesACurrentParallelismThatWasNotObserved() {
    assertThatThrownBy(() -> recommend(mapper, 4e6, RBF, ANY, 9, ANY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9");
  }

  private static Recommendation recommend(
      List<Sample> samples,
      double rate,
      SurrogateMethod surrogate,
      OptionalInt farthest,
      int current,
      OptionalInt most) {
    return Recommendation.of(
        new Question(
            samples,
            5,
            rate,
            surrogate,
            farthest.orElse(surrogate.alpha()),
            current,
            most,
            InputParts.ANY));
  }

  /** 32 key groups at 10 records/s each and subtask, as a subtask with two of them does half. */
  private static Recommendation ofKeyGroups(double rate, OptionalInt most) {
    InputParts groups = InputParts.of(32);
    List<Sample> samples =
        Stream.of(4, 8, 16)
            .map(subtasks -> new Sample(subtasks, 10 * groups.effective(subtasks)))
            .toList();
    return Recommendation.of(
        new Question(samples, 5, rate, LOGLOG, LOGLOG.alpha(), 16, most, groups));
  }

  private static List<Sample> example() {
    Path example = Path.of("..", "docs", "examples", "q1-mapper.csv");
    Reading<OperatorHistory> reading = HistoryFile.read(example, Optional.empty());
    return ((Reading.Valid<OperatorHistory>) reading).value().samples();
  }
}

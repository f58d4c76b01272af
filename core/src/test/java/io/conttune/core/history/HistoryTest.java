package io.conttune.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conttune.core.graph.OperatorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final OperatorId MAP = new OperatorId("map");
  private static final OperatorId SINK = new OperatorId("sink");

  @Test
  void takesTheMeanOfWhatThereIsAsLongAsItIsLessThanTopK() {
    History history = new History(5, List.of(seen(MAP, 4, 100), seen(MAP, 4, 200)));

    assertThat(history.of(MAP)).containsExactly(new MeanAbility(4, 150, 2));
  }

  @Test
  void dropsTheOldestOfOneParallelismBeyondTopK() {
    List<Observation> six = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      six.add(seen(MAP, 4, i * 10));
    }

    History history = new History(5, six);

    assertThat(history.observations()).hasSize(5);
    assertThat(history.of(MAP)).containsExactly(new MeanAbility(4, 40, 5));
  }

  @Test
  void countsTopKPerOperatorAndParallelism() {
    History history =
        new History(1, List.of(seen(MAP, 4, 100), seen(MAP, 2, 60), seen(SINK, 4, 900)))
            .with(List.of(seen(MAP, 4, 120)));

    assertThat(history.of(MAP))
        .containsExactly(new MeanAbility(2, 60, 1), new MeanAbility(4, 120, 1));
    assertThat(history.of(SINK)).containsExactly(new MeanAbility(4, 900, 1));
  }

  @Test
  void keepsTheOrderInWhichObservationsCame() {
    Observation first = seen(MAP, 8, 1);
    Observation second = seen(SINK, 1, 2);
    Observation third = seen(MAP, 2, 3);

    assertThat(History.empty(5).with(List.of(first, second)).with(List.of(third)).observations())
        .containsExactly(first, second, third);
  }

  @Test
  void knowsNothingOfAnOperatorNeverObserved() {
    assertThat(History.empty(5).of(MAP)).isEmpty();
  }

  @Test
  void refusesTopKOfZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.empty(0))
        .withMessage("top-k must be at least 1, but is 0");
  }

  @Test
  void refusesAnObservationWithoutProcessingAbility() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen(MAP, 1, 0))
        .withMessageContaining("processing ability");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen(MAP, 1, Double.NaN))
        .withMessageContaining("NaN");
  }

  private static Observation seen(OperatorId operator, int parallelism, double ability) {
    return new Observation(operator, parallelism, ability, Instant.EPOCH);
  }
}

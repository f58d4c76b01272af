package io.conttune.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProportionalBelowTest {
  /** Observed on a real word count; the paper's model promises 304 records/s for one subtask. */
  private static final List<Point> NOISY =
      List.of(
          new Point(4, 403, 5), new Point(6, 578, 5), new Point(7, 664, 5), new Point(8, 742, 5));

  @Test
  void believesFewerSubtasksToDoNoMoreEach() {
    Surrogate high = new FixedSurrogate(1e6);

    Model bounded = new ProportionalBelow(high).fit(NOISY);

    assertThat(bounded.mean(1)).isEqualTo(403.0 / 4);
    assertThat(bounded.predict(3).mean()).isEqualTo(3 * 403.0 / 4);
  }

  @Test
  void leavesTheModelAloneFromTheSmallestObservationOn() {
    Model bounded = new ProportionalBelow(new FixedSurrogate(1e6)).fit(NOISY);

    assertThat(bounded.mean(4)).isEqualTo(1e6);
    assertThat(bounded.predict(20)).isEqualTo(new Prediction(1e6, 7));
  }

  @Test
  void leavesALowerMeanBelowTheDataAlone() {
    Model bounded = new ProportionalBelow(new FixedSurrogate(10)).fit(NOISY);

    assertThat(bounded.mean(2)).isEqualTo(10);
  }

  @Test
  void saysEverythingElseAsTheModelDoes() {
    Surrogate rbf = new RbfSurrogate();
    Surrogate bounded = new ProportionalBelow(rbf);

    assertThat(bounded.name()).isEqualTo("rbf");
    assertThat(bounded.fit(NOISY).points()).isEqualTo(NOISY);
    assertThat(bounded.fit(NOISY).hyperparameters()).isEqualTo(rbf.fit(NOISY).hyperparameters());
  }

  /** Says the same of every parallelism. */
  private record FixedSurrogate(double mean) implements Surrogate {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public Model fit(List<Point> points) {
      return new FixedModel(p -> new Prediction(mean, 7), points);
    }
  }
}

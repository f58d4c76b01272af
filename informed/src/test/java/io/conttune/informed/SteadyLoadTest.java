package io.conttune.informed;

import static io.conttune.informed.Pieces.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
  @Test
  void neverAveragesAcrossAChangeOfTheRate() {
    SteadyLoad load = load(new Pieces(10).arriving(100).arriving(100).arriving(600));

    assertThat(load.pieces()).hasSize(1);
    assertThat(load.rates()).containsEntry(SOURCE, 600.0);
    assertThat(load.isConfirmed()).isFalse();
  }

  @Test
  void countsPiecesOfTheSameRateTogether() {
    SteadyLoad load = load(new Pieces(10).arriving(100).arriving(600).arriving(606));

    assertThat(load.pieces()).hasSize(2);
    assertThat(load.rates().get(SOURCE)).isCloseTo(603, within(1e-6));
    assertThat(load.isConfirmed()).isTrue();
  }

  @Test
  void aRateIsWhatIsReadAndWhatTheBacklogGrowsBy() {
    SteadyLoad load = load(new Pieces(2).arriving(500));

    assertThat(load.rates().get(SOURCE)).isCloseTo(500, within(1e-6));
  }

  @Test
  void takesNoMoreThanTheFourNewestPieces() {
    Pieces pieces = new Pieces(10);
    for (int i = 0; i < 10; i++) {
      pieces.arriving(500);
    }

    assertThat(load(pieces).pieces()).hasSize(4);
  }

  @Test
  void whereRatesAreNoisyTheToleranceIsWider() {
    Pieces pieces = new Pieces(20);
    for (int i = 0; i < 4; i++) {
      pieces.arriving(1000).arriving(1080);
    }

    SteadyLoad load = load(pieces);

    assertThat(load.deviation()).isCloseTo(Math.log(1.08) / 0.6745 / Math.sqrt(2), within(1e-6));
    assertThat(load.pieces()).hasSizeGreaterThan(4);
  }

  @Test
  void anExactRateIsWellKnownAtOnceAndANoisyOneByManyPieces() {
    Pieces noisy = new Pieces(20).arriving(1000).arriving(1080);
    Pieces longer = new Pieces(20);
    for (int i = 0; i < 4; i++) {
      longer.arriving(1000).arriving(1080);
    }

    assertThat(load(new Pieces(10).arriving(600)).isWellKnown()).isTrue();
    assertThat(SteadyLoad.of(noisy.graph(), noisy.all(), 0.08).isWellKnown()).isFalse();
    assertThat(load(longer).isWellKnown()).isTrue();
  }

  @Test
  void isRecognisedAsTheLoadOfALastRedeployment() {
    SteadyLoad load = load(new Pieces(10).arriving(600));

    assertThat(load.isThatOf(Map.of(SOURCE, 605.0))).isTrue();
    assertThat(load.isThatOf(Map.of(SOURCE, 500.0))).isFalse();
    assertThat(load.isThatOf(Map.of())).isFalse();
  }

  private static SteadyLoad load(Pieces pieces) {
    return SteadyLoad.of(pieces.graph(), pieces.all(), 0);
  }
}

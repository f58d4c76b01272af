package io.conttune.benchmark.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void knowsNoQuantileOfNothing() {
    assertThat(histogram.quantile(0.5)).isEmpty();
  }

  @Test
  void knowsQuantilesToFivePercent() {
    for (int millis = 1; millis <= 1000; millis++) {
      histogram.add(millis);
    }

    assertThat(histogram.size()).isEqualTo(1000);
    assertThat(histogram.quantile(0.5).orElseThrow()).isBetween(500.0, 526.0);
    assertThat(histogram.quantile(0.99).orElseThrow()).isBetween(990.0, 1041.0);
  }

  @Test
  void addsUp() {
    histogram.add(10);
    LatencyHistogram other = new LatencyHistogram();
    other.add(3_600_000);

    LatencyHistogram both = histogram.plus(other);

    assertThat(both.size()).isEqualTo(2);
    assertThat(both.quantile(0.5).orElseThrow()).isBetween(10.0, 10.6);
    assertThat(both.quantile(1).orElseThrow()).isBetween(3.6e6, 3.8e6);
  }

  @Test
  void holdsWhatClocksThatDisagreeAndJobsThatHangMakeOfIt() {
    histogram.add(-3);
    histogram.add(Long.MAX_VALUE / 2);

    assertThat(histogram.size()).isEqualTo(2);
    assertThat(histogram.count(0)).isEqualTo(1);
    assertThat(histogram.count(LatencyHistogram.BUCKETS - 1)).isEqualTo(1);
  }
}

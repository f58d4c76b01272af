package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Load LOAD = new Load(50, 20, 10, Duration.ofSeconds(10));

  @Test
  void spreadsJobsOverClusters() {
    assertThat(LOAD.clusters()).isEqualTo(3);
    assertThat(List.of(LOAD.jobsOf(0), LOAD.jobsOf(1), LOAD.jobsOf(2))).containsExactly(20, 20, 10);
    assertThat(LOAD.firstOf(2)).isEqualTo(40);
  }
}

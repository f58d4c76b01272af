package io.conttune.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MultiplesTest {

  @Test
  void playsThePapersRatesTwice() {
    List<Long> multiples = Multiples.of(20, 1);

    assertThat(multiples.subList(0, 10))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 10).boxed().toList())
        .isEqualTo(multiples.subList(10, 20));
  }

  @Test
  void spreadsFewerRatesUpToTheLargest() {
    assertThat(Multiples.of(8, 3).subList(0, 4)).containsExactlyInAnyOrder(3L, 5L, 8L, 10L);
    assertThat(Multiples.of(1, 3)).containsExactly(10L);
    assertThat(Multiples.of(3, 3)).hasSize(3).contains(5L, 10L);
  }

  @Test
  void ordersThemByTheSeed() {
    assertThat(Multiples.of(20, 5)).isEqualTo(Multiples.of(20, 5));
    assertThat(LongStream.range(0, 20).mapToObj(seed -> Multiples.of(20, seed)).distinct().count())
        .isGreaterThan(15);
  }
}

package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedCostTest {

  private static final long MILLISECOND = 1_000_000;

  private final List<Long> parks = new ArrayList<>();
  private long now;
  private long overshoot;

  @Test
  void gathersSmallCostsUntilAParkIsWorthIt() {
    ParkedCost cost = costOf(0.0004);

    pay(cost, 5);

    assertThat(parks).containsExactly(1_200_000L);
  }

  @Test
  void takesWhatAParkTookTooLongOffTheNextOnes() {
    overshoot = 300_000;
    ParkedCost cost = costOf(0.002);

    pay(cost, 1000);

    assertThat((double) now).isCloseTo(2e9, within(2.5e6));
  }

  @Test
  void paysASingleStallBackInFullWhileRecordsFollowEachOther() {
    ParkedCost cost = costOf(0.005);
    overshoot = 40 * MILLISECOND;
    pay(cost, 1);
    overshoot = 0;

    pay(cost, 99);

    assertThat(now).isEqualTo(500 * MILLISECOND);
  }

  @Test
  void doesNotWorkForNothingAfterAStallAndAPause() {
    ParkedCost cost = costOf(0.005);
    overshoot = 40 * MILLISECOND;
    pay(cost, 1);
    overshoot = 0;
    now += 100 * MILLISECOND;
    parks.clear();

    pay(cost, 2);

    assertThat(parks).containsExactly(4 * MILLISECOND, 5 * MILLISECOND);
  }

  @Test
  void doesNotCountAPauseAsPaid() {
    ParkedCost cost = costOf(0.005);
    pay(cost, 1);
    now += 1000 * MILLISECOND;

    pay(cost, 1);

    assertThat(parks).containsExactly(5 * MILLISECOND, 5 * MILLISECOND);
  }

  @Test
  void parksAgainWhenWokenTooEarly() {
    ParkedCost cost =
        new ParkedCost(0.005, () -> now, nanos -> now += Math.min(nanos, MILLISECOND));

    pay(cost, 1);

    assertThat(now).isEqualTo(5 * MILLISECOND);
  }

  @Test
  void returnsAtOnceWhenInterruptedAndLeavesTheFlag() {
    ParkedCost cost =
        new ParkedCost(
            3600,
            () -> now,
            nanos -> {
              now += MILLISECOND;
              Thread.currentThread().interrupt();
            });

    cost.pay();

    assertThat(now).isEqualTo(MILLISECOND);
    assertThat(Thread.interrupted()).isTrue();
  }

  private ParkedCost costOf(double seconds) {
    return new ParkedCost(
        seconds,
        () -> now,
        nanos -> {
          parks.add(nanos);
          now += nanos + overshoot;
        });
  }

  private static void pay(ParkedCost cost, int records) {
    for (int record = 0; record < records; record++) {
      cost.pay();
    }
  }
}

package io.conttune.core.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GivenOrderTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aPauseConcernsOneJob() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(Optional.empty(), new Order.Pause(), Optional.empty()))
        .withMessageContaining("pause concerns one job");
  }

  @Test
  void aFreezeConcernsEveryJob() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given(Optional.of("words"), new Order.Freeze(), Optional.empty()))
        .withMessageContaining("freeze concerns every job");
  }

  @Test
  void lastsASecondAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> given(Optional.of("words"), new Order.Pause(), Optional.of(Duration.ZERO)))
        .withMessageContaining("time of an order");
  }

  @Test
  void whatEndsAnotherOrderHasNoTimeOfItsOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                given(Optional.of("words"), new Order.Resume(), Optional.of(Duration.ofMinutes(1))))
        .withMessageContaining("resume ends another order at once");
    assertThat(GivenOrders.OF_EACH_KIND.stream().filter(order -> !order.mayExpire()))
        .extracting(Order::word)
        .containsExactly("unfreeze", "resume", "unpin");
  }

  @Test
  void scalesAtLeastOneOperatorToAtLeastOneSubtask() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Order.Scale(Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Order.Scale(Map.of("count", 0)))
        .withMessageContaining("count");
  }

  @Test
  void requestsAndDismissalsEndByThemselves() {
    assertThat(GivenOrders.OF_EACH_KIND.stream().filter(order -> order.usualTime().isPresent()))
        .extracting(Order::word)
        .containsExactly("dismiss", "apply", "scale", "undo");
  }

  private static GivenOrder given(Optional<String> job, Order order, Optional<Duration> lasts) {
    return new GivenOrder("1", job, order, "alice", "release", AT, lasts);
  }
}

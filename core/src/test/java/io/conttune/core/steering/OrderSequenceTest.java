package io.conttune.core.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.steering.OrderEnd.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OrderSequenceTest {
  private static final Map<OperatorId, Integer> PLAN = Map.of(new OperatorId("a"), 2);

  @Test
  void isEmptyWithoutOrders() {
    assertThat(OrderSequence.of(List.of()).inForce()).isEqualTo(OrdersInForce.NONE);
    assertThat(OrdersInForce.NONE.against(PLAN)).isEmpty();
  }

  @Test
  void aPauseIsAgainstEveryPlanOfTheTunerAndSaysWhoWhenAndWhy() {
    GivenOrder pause = order(1, new Order.Pause(), Duration.ofHours(2));

    assertThat(OrderSequence.of(List.of(pause)).inForce().against(PLAN))
        .contains("PAUSED by alice until 2026-01-01T02:00:00Z, reason: release");
  }

  @Test
  void aPauseWithoutATimeLastsUntilItIsResumed() {
    assertThat(inForce(new Order.Pause()).against(PLAN))
        .contains("PAUSED by alice until it is resumed, reason: release");
  }

  @Test
  void resumeEndsThePauseBeforeItAndItself() {
    GivenOrder pause = order(1, new Order.Pause());
    GivenOrder resume = order(2, new Order.Resume());

    OrderSequence sequence = OrderSequence.of(List.of(pause, resume));

    assertThat(sequence.inForce()).isEqualTo(OrdersInForce.NONE);
    assertThat(sequence.ended().get(pause).cause()).isEqualTo(Cause.LIFTED);
    assertThat(sequence.ended().get(resume))
        .isEqualTo(new OrderEnd(Cause.DONE, "it ended the pause by alice"));
  }

  @Test
  void aPauseAfterAResumeHolds() {
    assertThat(inForce(new Order.Resume(), new Order.Pause()).pause()).isPresent();
  }

  @Test
  void theNewerPauseTakesThePlaceOfTheOlderOfTheSameAuthor() {
    GivenOrder first = order(1, new Order.Pause());
    GivenOrder second = order(2, new Order.Pause(), Duration.ofMinutes(5));

    OrderSequence sequence = OrderSequence.of(List.of(first, second));

    assertThat(sequence.inForce().pause()).contains(second);
    assertThat(sequence.ended().get(first).cause()).isEqualTo(Cause.REPLACED);
  }

  @Test
  void aPauseOfADeploymentDoesNotEndTheEndlessOneOfSomebodyElse() {
    GivenOrder endless = order(1, new Order.Pause());
    GivenOrder deployment =
        GivenOrders.by("ci", order(2, new Order.Pause(), Duration.ofMinutes(30)));
    GivenOrder deployed = GivenOrders.by("ci", order(3, new Order.Resume()));

    OrderSequence paused = OrderSequence.of(List.of(endless, deployment));
    OrderSequence after = OrderSequence.of(List.of(endless, deployment, deployed));

    assertThat(paused.inForce().pauses()).containsExactly(endless, deployment);
    assertThat(paused.inForce().pause()).contains(endless);
    assertThat(paused.ended()).isEmpty();
    assertThat(after.inForce().pauses()).containsExactly(endless);
    assertThat(after.ended().get(deployment).cause()).isEqualTo(Cause.LIFTED);
  }

  @Test
  void resumeOfSomebodyWhoHasPausedNothingEndsEveryPause() {
    GivenOrder brief =
        GivenOrders.by("guard-rails", order(1, new Order.Pause(), Duration.ofMinutes(5)));
    GivenOrder endless = order(2, new Order.Pause());
    GivenOrder resume = GivenOrders.by("bob", order(3, new Order.Resume()));

    OrderSequence sequence = OrderSequence.of(List.of(brief, endless, resume));

    assertThat(sequence.inForce()).isEqualTo(OrdersInForce.NONE);
    assertThat(sequence.ended().get(resume))
        .isEqualTo(
            new OrderEnd(Cause.DONE, "it ended the pause by guard-rails and the pause by alice"));
  }

  @Test
  void aJobIsLeftAloneWhilePausedOrFrozenAndNotForADismissal() {
    assertThat(inForce(new Order.Pause()).leftAlone().orElseThrow()).startsWith("PAUSED by alice");
    assertThat(inForce(new Order.Freeze()).leftAlone().orElseThrow()).startsWith("FROZEN by");
    assertThat(inForce(new Order.Dismiss(PLAN)).leftAlone()).isEmpty();
  }

  @Test
  void keepsAPinForEachOperatorAndTheNewestOfOne() {
    OrdersInForce orders =
        inForce(new Order.Pin("a", 1), new Order.Pin("b", 2), new Order.Pin("a", 3));

    assertThat(orders.pins())
        .extracting(OrdersInForce.Pinned::pin)
        .containsExactly(new Order.Pin("b", 2), new Order.Pin("a", 3));
  }

  @Test
  void unpinEndsThePinOfItsOperatorAlone() {
    assertThat(inForce(new Order.Pin("a", 1), new Order.Pin("b", 2), new Order.Unpin("a")).pins())
        .extracting(OrdersInForce.Pinned::pin)
        .containsExactly(new Order.Pin("b", 2));
  }

  @Test
  void theNewestRequestIsTheOneThatCounts() {
    GivenOrder scale = order(1, new Order.Scale(Map.of("a", 3)));
    GivenOrder undo = order(2, new Order.Undo());

    OrderSequence sequence = OrderSequence.of(List.of(scale, undo));

    assertThat(sequence.inForce().request()).contains(undo);
    assertThat(sequence.ended().get(scale).cause()).isEqualTo(Cause.REPLACED);
  }

  @Test
  void aDismissalIsAgainstItsOwnPlanOnly() {
    OrdersInForce orders = inForce(new Order.Dismiss(PLAN));

    assertThat(orders.against(PLAN).orElseThrow()).startsWith("DISMISSED by alice");
    assertThat(orders.against(Map.of(new OperatorId("a"), 3))).isEmpty();
  }

  @Test
  void aFreezeIsAgainstEverythingUntilItIsUnfrozen() {
    assertThat(inForce(new Order.Freeze()).frozen().orElseThrow()).startsWith("FROZEN by alice");
    assertThat(inForce(new Order.Freeze(), new Order.Unfreeze()).frozen()).isEmpty();
  }

  private static OrdersInForce inForce(Order... orders) {
    List<GivenOrder> given = new ArrayList<>();
    for (Order order : orders) {
      given.add(order(given.size() + 1, order));
    }
    return OrderSequence.of(given).inForce();
  }

  private static GivenOrder order(int number, Order order) {
    return GivenOrders.of("wordcount", number, order);
  }

  private static GivenOrder order(int number, Order order, Duration lasts) {
    return GivenOrders.of("wordcount", number, order, lasts);
  }
}

package io.conttune.core.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.steering.OrderEnd.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every {@link OrderBook}. */
public abstract class OrderBookContract {
  private static final OrderEnd DONE = new OrderEnd(Cause.DONE, "it was begun");
  private static final GivenOrder PAUSE =
      GivenOrders.of("wordcount", 1, new Order.Pause(), Duration.ofHours(2));
  private static final GivenOrder PIN = GivenOrders.of("wordcount", 2, new Order.Pin("count", 6));

  /** The book under test, the same contents throughout a test; asked for before each access. */
  protected abstract OrderBook book();

  @Test
  void knowsNoOrderForANewJob() {
    assertThat(book().openOrders("wordcount")).isEmpty();
    assertThat(book().orders("wordcount", 5)).isEmpty();
  }

  @Test
  void keepsOrdersOfEachKindInTheSequenceInWhichTheyWereGiven() {
    List<GivenOrder> given = new ArrayList<>();
    for (Order order : GivenOrders.OF_EACH_KIND) {
      given.add(GivenOrders.of("wordcount", 100 - given.size(), order));
    }

    given.forEach(book()::give);

    assertThat(book().openOrders("wordcount")).extracting(OpenOrder::given).isEqualTo(given);
    Collections.reverse(given);
    assertThat(book().orders("wordcount", 99)).extracting(KeptOrder::given).isEqualTo(given);
  }

  @Test
  void tellsHowLongAgoAnOrderWasGiven() {
    book().give(PAUSE);

    assertThat(book().openOrders("wordcount").get(0).age())
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void takesAnOrderOnlyOnceEvenIfItHasEnded() {
    book().give(PAUSE);
    book().end(PAUSE.id(), DONE);
    book().give(PAUSE);

    assertThat(book().openOrders("wordcount")).isEmpty();
    assertThat(book().orders("wordcount", 5)).hasSize(1);
  }

  @Test
  void keepsTheFirstEndOfAnOrder() {
    book().give(PAUSE);
    book().give(PIN);
    book().end(PAUSE.id(), DONE);
    book().end(PAUSE.id(), new OrderEnd(Cause.EXPIRED, "its time is over"));

    assertThat(book().openOrders("wordcount")).extracting(OpenOrder::given).containsExactly(PIN);
    assertThat(book().orders("wordcount", 5))
        .containsExactly(
            new KeptOrder(PIN, Optional.empty()), new KeptOrder(PAUSE, Optional.of(DONE)));
  }

  @Test
  void takesNoNoticeOfTheEndOfAnUnknownOrder() {
    book().end(PAUSE.id(), DONE);

    assertThat(book().orders("wordcount", 5)).isEmpty();
  }

  @Test
  void listsNoMoreOrdersThanAskedForTheNewestFirst() {
    book().give(PAUSE);
    book().give(PIN);

    assertThat(book().orders("wordcount", 1)).extracting(KeptOrder::given).containsExactly(PIN);
  }

  @Test
  void givesEveryJobTheOrdersThatConcernAllButKeepsJobsApart() {
    GivenOrder freeze = GivenOrders.of("", 3, new Order.Freeze());
    book().give(PAUSE);
    book().give(freeze);

    assertThat(book().openOrders("wordcount"))
        .extracting(OpenOrder::given)
        .containsExactly(PAUSE, freeze);
    assertThat(book().openOrders("WordCount")).extracting(OpenOrder::given).containsExactly(freeze);
    assertThat(book().orders("sessions", 5)).extracting(KeptOrder::given).containsExactly(freeze);
  }
}

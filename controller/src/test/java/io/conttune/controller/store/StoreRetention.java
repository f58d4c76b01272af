package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.tuning.DecisionRecords;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rows that a database keeps of all that grows. */
abstract class StoreRetention {
  private static final String JOB = "wordcount";
  private static final Retention FEW = new Retention(3, 2, 2, 2, 2);

  /** Opens the database of this test; the same one throughout a test. */
  abstract Database open();

  private JdbcStore store() {
    return JdbcStore.open(open(), FEW);
  }

  @Test
  void dropsTheOldestObservationsAndDecisionsBeyondWhatItKeeps() {
    try (JdbcStore store = store()) {
      IntStream.rangeClosed(1, 5)
          .forEach(
              i -> store.append(JOB, StoreWriterMain.FINGERPRINTS, List.of(observation(7, i))));
      store.append(JOB, StoreWriterMain.FINGERPRINTS, List.of(observation(8, 1)));
      List.of("1", "2", "3").forEach(s -> store.append(DecisionRecords.hold(JOB, s)));
      store.append(DecisionRecords.hold("another job", "1"));
    }

    try (JdbcStore store = store()) {
      assertThat(store.history(JOB, StoreWriterMain.FINGERPRINTS, 100).observations())
          .containsExactly(
              observation(7, 3), observation(7, 4), observation(7, 5), observation(8, 1));
      assertThat(store.decisions(JOB, 100))
          .containsExactly(DecisionRecords.hold(JOB, "3"), DecisionRecords.hold(JOB, "2"));
      assertThat(store.decisions("another job", 100)).hasSize(1);
    }
  }

  private static Observation observation(int parallelism, double recordsPerSecond) {
    return new Observation(new OperatorId("count"), parallelism, recordsPerSecond, Instant.EPOCH);
  }

  @Test
  void dropsTheOldestRescalesThatAreFinishedBeyondWhatItKeeps() {
    RescaleEntry elsewhere = finished("another job", 1);
    RescaleEntry open = RescaleEntries.planned(JOB, 6);
    try (JdbcStore store = store()) {
      store.write(elsewhere);
      IntStream.rangeClosed(2, 5).forEach(i -> store.write(finished(JOB, i)));
      store.write(open);
    }

    try (JdbcStore store = store()) {
      assertThat(store.rescales(JOB, 100))
          .containsExactly(open, finished(JOB, 5), finished(JOB, 4));
      assertThat(store.rescales("another job", 100)).containsExactly(elsewhere);
    }
  }

  private static RescaleEntry finished(String job, int number) {
    return RescaleEntries.planned(job, number).to(Stage.VERIFIED, Instant.EPOCH, "verified");
  }

  @Test
  void dropsTheOldestOrdersThatHaveEndedBeyondWhatItKeeps() {
    GivenOrder open = GivenOrders.of(JOB, 1, new Order.Pause());
    GivenOrder elsewhere = GivenOrders.of("another job", 2, new Order.Pause());
    List<GivenOrder> freezes =
        IntStream.rangeClosed(3, 5)
            .mapToObj(i -> GivenOrders.of("", i, new Order.Freeze()))
            .toList();
    List<GivenOrder> undone =
        IntStream.rangeClosed(6, 9)
            .mapToObj(i -> GivenOrders.of(JOB, i, new Order.Undo()))
            .toList();
    OrderEnd done = new OrderEnd(OrderEnd.Cause.DONE, "it was begun");
    try (JdbcStore store = store()) {
      List.of(open, elsewhere).forEach(store::give);
      store.end(elsewhere.id(), done);
      freezes.forEach(store::give);
      freezes.forEach(order -> store.end(order.id(), done));
      undone.forEach(store::give);
      undone.forEach(order -> store.end(order.id(), done));
    }

    try (JdbcStore store = store()) {
      assertThat(store.orders(JOB, 100))
          .extracting(KeptOrder::given)
          .containsExactly(undone.get(3), undone.get(2), freezes.get(2), freezes.get(1), open);
      assertThat(store.orders("another job", 100))
          .extracting(KeptOrder::given)
          .containsExactly(freezes.get(2), freezes.get(1), elsewhere);
    }
  }

  @Test
  void keepsTheJarsOfTheNewestRescalesAndOfWhatIsNotFinished() {
    byte[] other = {1, 2, 3};
    JarCopy needed = RescaleEntries.COPY;
    JarCopy unneeded = JarCopy.of("old.jar", other);
    try (JdbcStore store = store()) {
      store.keep(unneeded, other);
      store.keep(needed, RescaleEntries.jar());
      store.write(RescaleEntries.full(JOB));
    }
    try (Database database = open()) {
      database.write(
          transaction ->
              transaction.update("update jar set kept_at = current_timestamp - interval '2' hour"));
    }

    try (JdbcStore store = store()) {
      byte[] next = {4};
      store.keep(JarCopy.of("new.jar", next), next);

      assertThat(store.content(unneeded)).isEmpty();
      assertThat(store.content(needed)).contains(RescaleEntries.jar());
      assertThat(store.content(JarCopy.of("new.jar", next))).contains(next);
    }
  }
}

package io.conttune.controller.store;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that writes to a store, says so, and waits to be killed. Arguments: URL of the store,
 * number of the row.
 */
final class StoreWriterMain {
  /** What it prints when the rows should be on the disk. */
  static final String WRITTEN = "written";

  static final String JOB = "wordcount";

  static final Fingerprints FINGERPRINTS = new Fingerprints(Map.of(new OperatorId("count"), "f1"));

  private StoreWriterMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    JdbcStore store = JdbcStore.open(arguments[0]);
    int number = Integer.parseInt(arguments[1]);
    store.append(JOB, FINGERPRINTS, List.of(observation(number)));
    store.write(
        RescaleEntries.planned(JOB, number).to(Stage.VERIFIED, Instant.EPOCH, "row " + number));
    System.out.println(WRITTEN);
    new CountDownLatch(1).await();
  }

  static Observation observation(int number) {
    return new Observation(new OperatorId("count"), number, 100.0 * number, Instant.EPOCH);
  }
}

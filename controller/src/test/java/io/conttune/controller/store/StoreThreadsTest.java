package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.Fingerprints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops of several jobs share one store. */
final class StoreThreadsTest {
  private static final int JOBS = 4;
  private static final int WINDOWS = 50;
  private static final Fingerprints FINGERPRINTS =
      new Fingerprints(
          IntStream.range(0, JOBS)
              .boxed()
              .collect(Collectors.toMap(job -> new OperatorId("job " + job), job -> "f" + job)));

  @Test
  void losesNothingThatThreadsAppendAtTheSameTimeInMemory() throws Exception {
    assertLosesNothing(new InMemoryStore());
  }

  @Test
  void losesNothingThatThreadsAppendAtTheSameTimeByJdbc() throws Exception {
    try (JdbcStore store = JdbcStore.open("jdbc:h2:mem:threads")) {
      assertLosesNothing(store);
    }
  }

  @Test
  void losesNothingThatThreadsBringToTheDiskTogether(@TempDir Path directory) throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("threads");
    try (JdbcStore store = JdbcStore.open(url)) {
      assertLosesNothing(store);
    }
    // Every change of every thread is counted: a file with fewer would be refused.
    String counted = Files.readString(directory.resolve("threads.changes")).strip();
    try (JdbcStore store = JdbcStore.open(url)) {
      assertHoldsAll(store);
    }
    assertThat(counted.replaceFirst("^0*", "")).isEqualTo(String.valueOf(2 * JOBS * WINDOWS));
  }

  private static void assertLosesNothing(ObservationStore store)
      throws InterruptedException, ExecutionException {
    ExecutorService loops = Executors.newFixedThreadPool(JOBS);
    try {
      List<Future<?>> appended = new ArrayList<>();
      for (int job = 0; job < JOBS; job++) {
        String jobName = "job " + job;
        appended.add(loops.submit(() -> append(store, jobName)));
      }
      for (Future<?> one : appended) {
        one.get();
      }
    } finally {
      loops.shutdownNow();
    }
    assertHoldsAll(store);
  }

  private static void assertHoldsAll(ObservationStore store) {
    for (int job = 0; job < JOBS; job++) {
      assertThat(store.history("job " + job, FINGERPRINTS, 5).observations()).hasSize(WINDOWS);
    }
    assertThat(store.history("all", FINGERPRINTS, 5).observations()).hasSize(JOBS * WINDOWS);
  }

  private static void append(ObservationStore store, String jobName) {
    for (int window = 1; window <= WINDOWS; window++) {
      store.append(jobName, FINGERPRINTS, List.of(observation(jobName, window)));
      store.append("all", FINGERPRINTS, List.of(observation(jobName, window)));
    }
  }

  private static Observation observation(String operator, int parallelism) {
    return new Observation(new OperatorId(operator), parallelism, 100, Instant.EPOCH);
  }
}

package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose URL names two servers; the first one is lost. */
@Timeout(120)
abstract class ServerFailovers {
  private static final String JOB = "wordcount";
  private static final RescaleEntry UNFINISHED = RescaleEntries.planned(JOB, 1);

  @TempDir private Path directory;

  /** Starts one with the data in this directory, at this port; 0 for any. */
  abstract TestServer start(Path data, int port) throws IOException;

  /** A copy that has all that was committed takes its place. */
  @Test
  void goesOnWithTheSecondServer() throws IOException {
    Path data = directory.resolve("first");
    int secondPort = TestServer.freePort();
    JdbcStore store;
    try (TestServer first = start(data, 0)) {
      store = open(first, secondPort);
      store.write(UNFINISHED);
    }
    try (store) {
      copyAll(data, directory.resolve("second"));
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.unfinished(JOB));

      try (TestServer second = start(directory.resolve("second"), secondPort)) {
        assertThat(second.port()).isEqualTo(secondPort);
        await()
            .ignoreException(StoreUnavailableException.class)
            .untilAsserted(() -> assertThat(store.unfinished(JOB)).contains(UNFINISHED));
        store.write(UNFINISHED.to(Stage.STOPPING, Instant.EPOCH, "goes on"));
      }
    }
  }

  /** It would know of no unfinished rescale. */
  @Test
  void refusesASecondServerThatHasNoTables() throws IOException {
    try (TestServer first = start(directory.resolve("first"), 0);
        TestServer second = start(directory.resolve("second"), 0);
        JdbcStore store = open(first, second.port())) {
      store.write(UNFINISHED);
      first.kill();

      await().untilAsserted(() -> assertLost(() -> store.unfinished(JOB)));
      assertLost(() -> store.write(UNFINISHED));
    }
  }

  private static void assertLost(ThrowingCallable use) {
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(use)
        .withMessageContaining("has lost tables; restore them");
  }

  private static JdbcStore open(TestServer first, int secondPort) {
    return JdbcStore.open(
        ServerDatabase.open(
            first.database(first.databaseOfAll(), first.user(), List.of(first.port(), secondPort))),
        Retention.DEFAULT);
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> copy(file, to.resolve(from.relativize(file))));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

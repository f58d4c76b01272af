package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store and the life and death of processes. */
@Timeout(120)
final class JdbcStoreProcessTest {
  private static final int KILLS = 5;

  @TempDir private Path directory;

  @Test
  void keepsWhatWasCommittedJustBeforeAKill() throws IOException {
    // The user's write delay would lose the rows; it must not count.
    String url = url() + ";WRITE_DELAY=2000";
    for (int kill = 1; kill <= KILLS; kill++) {
      try (StoreWriter writer = StoreWriter.start(url, kill)) {
        assertThat(writer.readLine()).isEqualTo(StoreWriterMain.WRITTEN);
      }

      assertHolds(url, kill);
    }
  }

  private static void assertHolds(String url, int rows) {
    try (JdbcStore store = JdbcStore.open(url)) {
      assertThat(store.rescales(StoreWriterMain.JOB, 100))
          .hasSize(rows)
          .first()
          .extracting(RescaleEntry::note)
          .isEqualTo("row " + rows);
      assertThat(store.history(StoreWriterMain.JOB, StoreWriterMain.FINGERPRINTS, 1).observations())
          .hasSize(rows)
          .endsWith(StoreWriterMain.observation(rows));
    }
  }

  @Test
  void refusesAFileThatAnotherProcessHasOpen() throws IOException {
    try (StoreWriter writer = StoreWriter.start(url(), 1)) {
      assertThat(writer.readLine()).isEqualTo(StoreWriterMain.WRITTEN);

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> JdbcStore.open(url()))
          .withMessage(
              "the store %s is in use by another controller; an H2 database serves one controller:"
                  + " stop the other one, or name another file for this one",
              directory.resolve("conttune.mv.db"));
    }
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("conttune");
  }
}

package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store and the life and death of processes. */
@Timeout(120)
final class JdbcStoreProcessTest {
  private static final int KILLS = 5;
  private static final int OVERWRITES = 60;

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

  /**
   * H2 writes over the space of rows that were replaced, after a while: 45 s unless it is told
   * otherwise. A file that is copied is what a kill at that moment would leave.
   */
  @Test
  void keepsTheNewestRowWhileTheSpaceOfOldOnesIsUsedAgain() throws IOException {
    try (JdbcStore store = JdbcStore.open(url() + ";RETENTION_TIME=100")) {
      for (int newest = 1; newest <= OVERWRITES; newest++) {
        store.saveTunerState(StoreWriterMain.JOB, new TunerState.ContTune(newest));
        Path killed = directory.resolve("killed-" + newest);
        Files.copy(directory.resolve("conttune.mv.db"), Path.of(killed + ".mv.db"));

        try (JdbcStore found = JdbcStore.open("jdbc:h2:file:" + killed)) {
          assertThat(found.tunerState(StoreWriterMain.JOB))
              .contains(new TunerState.ContTune(newest));
        }
      }
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

package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.SmallDisk;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of H2 on a disk that is full, or that cannot be written to. */
final class StoreOnSmallDiskTest {
  private static final String JOB = "wordcount";
  private static final int BYTES = 1 << 20;
  private static final int FILLED = 600_000;

  @TempDir private Path directory;
  private Optional<SmallDisk> disk = Optional.empty();

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Optional.of(SmallDisk.mount(directory, BYTES));
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (disk.isPresent()) {
      disk.get().unmount();
    }
  }

  @Test
  void tellsOfAFullDiskAndKeepsExactlyWhatItAcknowledged() throws IOException {
    Path filler = directory.resolve("filler");
    try (JdbcStore store = JdbcStore.open(url())) {
      Files.write(filler, new byte[FILLED]);
      List<RescaleEntry> acknowledged = new ArrayList<>();

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> writeForEver(store, acknowledged))
          .withMessage(
              "the store %s cannot be read or written: No space left on device",
              directory.resolve("conttune.mv.db"));

      assertThat(acknowledged).isNotEmpty();
      assertThat(store.rescales(JOB, BYTES)).isEqualTo(newestFirst(acknowledged));
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> writeForEver(store, new ArrayList<>()))
          .withMessageContaining("No space left on device");

      Files.delete(filler);
      RescaleEntry next = entry(BYTES);
      store.write(next);
      acknowledged.add(next);
      assertThat(store.rescales(JOB, BYTES)).containsAll(acknowledged).startsWith(next);
    }
  }

  private static void writeForEver(JdbcStore store, List<RescaleEntry> acknowledged) {
    for (int number = 1; number < BYTES; number++) {
      RescaleEntry entry = entry(number);
      store.write(entry);
      acknowledged.add(entry);
    }
  }

  private static RescaleEntry entry(int number) {
    return RescaleEntries.planned(JOB, number).to(Stage.VERIFIED, Instant.EPOCH, "verified");
  }

  private static List<RescaleEntry> newestFirst(List<RescaleEntry> entries) {
    List<RescaleEntry> reversed = new ArrayList<>(entries);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void refusesADiskWithoutSpaceForANewStore() throws IOException {
    Files.write(directory.resolve("filler"), new byte[BYTES]);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(url()))
        .withMessageContaining("No space left on device");
    assertThat(directory.resolve("conttune.mv.db")).doesNotExist();
  }

  @Test
  void refusesADirectoryInWhichNoStoreCanBeMade() throws IOException, InterruptedException {
    disk.orElseThrow().makeReadOnly();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(url()))
        .withMessageStartingWith(
            "the store %s cannot be opened: ", directory.resolve("conttune.mv.db"))
        .withMessageContaining("Read-only file system");
  }

  @Test
  void refusesAStoreThatItMayOnlyRead() throws IOException, InterruptedException {
    JdbcStore.open(url()).close();
    disk.orElseThrow().makeReadOnly();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(url()))
        .withMessage(
            "the store %s cannot be opened: it can be read, but not written",
            directory.resolve("conttune.mv.db"));
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("conttune");
  }
}

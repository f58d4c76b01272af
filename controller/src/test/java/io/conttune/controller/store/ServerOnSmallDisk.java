package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.conttune.core.SmallDisk;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is full. */
@Timeout(120)
abstract class ServerOnSmallDisk {
  private static final String JOB = "wordcount";

  /** Some times as much as a server without tables takes. */
  private static final int BYTES = 400 << 20;

  /** Digits of each decision's reason. */
  private static final int LONG = 200_000;

  private static final int BLOCK = 1 << 16;

  /** So much that some of them can be written; a new file of PostgreSQL's log takes 16 MiB. */
  private static final int LEFT = 2 << 20;

  @TempDir private Path directory;

  /** Starts one with the data in this directory, at this port; 0 for any. */
  abstract TestServer start(Path data, int port) throws IOException;

  @Test
  void tellsOfAFullDiskAndKeepsAllThatItAcknowledged()
      throws IOException, SQLException, InterruptedException {
    SmallDisk disk = SmallDisk.mount(directory, BYTES);
    Path data = directory.resolve("data");
    Path filler = directory.resolve("filler");
    try (TestServer server = start(data, 0);
        JdbcStore store =
            JdbcStore.open(
                ServerDatabase.open(server.emptyDatabase("small_disk")), Retention.DEFAULT)) {
      fill(filler);
      List<DecisionRecord> acknowledged = new ArrayList<>();

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> writeForEver(store, acknowledged))
          .withMessageContaining(server.wordsOfFullDisk());

      assertThat(acknowledged).isNotEmpty();
      Files.delete(filler);
      try (TestServer again = server.isAlive() ? server : start(data, server.port())) {
        assertThat(again.port()).isEqualTo(server.port());
        DecisionRecord next = decision(BYTES);
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreException(StoreUnavailableException.class)
            .until(() -> appended(store, next));
        acknowledged.add(next);
        // One that failed at its end may be there too.
        assertThat(store.decisions(JOB, BYTES)).containsSubsequence(newestFirst(acknowledged));
      }
    } finally {
      disk.unmount();
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream bytes = Files.newOutputStream(filler)) {
      while (true) {
        bytes.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left on device");
    }
    try (FileChannel bytes = FileChannel.open(filler, StandardOpenOption.WRITE)) {
      bytes.truncate(bytes.size() - LEFT);
    }
  }

  private static void writeForEver(JdbcStore store, List<DecisionRecord> acknowledged) {
    for (int number = 1; number < BYTES; number++) {
      DecisionRecord decision = decision(number);
      store.append(decision);
      acknowledged.add(decision);
    }
  }

  private static boolean appended(JdbcStore store, DecisionRecord decision) {
    store.append(decision);
    return true;
  }

  private static DecisionRecord decision(int number) {
    // Servers compress what repeats itself.
    byte[] noise = new byte[LONG / 2];
    new SplittableRandom(number).nextBytes(noise);
    return DecisionRecords.hold(JOB, HexFormat.of().formatHex(noise));
  }

  private static List<DecisionRecord> newestFirst(List<DecisionRecord> decisions) {
    List<DecisionRecord> reversed = new ArrayList<>(decisions);
    Collections.reverse(reversed);
    return reversed;
  }
}

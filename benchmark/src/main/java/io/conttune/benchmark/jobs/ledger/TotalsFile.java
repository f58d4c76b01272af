package io.conttune.benchmark.jobs.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in which one subtask of a sink leaves its totals. It appears whole or not at all.
 *
 * @param directory where the files of all subtasks are, made if missing
 * @param subtask whose file it is, from 0
 * @param parallelism how many subtasks there are
 */
record TotalsFile(Path directory, int subtask, int parallelism) {

  static final String PREFIX = "totals-";
  static final String SUFFIX = ".bin";

  void write(Totals totals) throws IOException {
    Files.createDirectories(directory);
    Path unfinished = Files.createTempFile(directory, "unfinished-", ".tmp");
    Files.write(unfinished, new TotalsSerializer().serialize(totals));
    Files.move(
        unfinished,
        directory.resolve(PREFIX + subtask + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    removeThoseOfHigherParallelism();
  }

  static Totals read(Path file) throws IOException {
    try {
      return new TotalsSerializer().deserialize(TotalsSerializer.VERSION, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A run that ended, failed at the very end, and ended again with fewer subtasks must not be
   * counted twice.
   */
  private void removeThoseOfHigherParallelism() throws IOException {
    for (int stale = parallelism;
        Files.deleteIfExists(directory.resolve(PREFIX + stale + SUFFIX));
        stale++) {}
  }
}

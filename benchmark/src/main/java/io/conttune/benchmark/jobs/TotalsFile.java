package io.conttune.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The file in which one subtask of the count leaves its totals, {@code word,total} a line. It
 * appears whole or not at all.
 *
 * @param directory where the files of all subtasks are, made if missing
 * @param subtask whose file it is, from 0
 * @param parallelism how many subtasks there are
 */
record TotalsFile(Path directory, int subtask, int parallelism) {

  static final String PREFIX = "totals-";
  static final String SUFFIX = ".csv";

  void write(Map<String, Long> totals) throws IOException {
    Files.createDirectories(directory);
    List<String> lines =
        totals.entrySet().stream().map(e -> e.getKey() + "," + e.getValue()).sorted().toList();
    Path unfinished = Files.createTempFile(directory, "unfinished-", ".tmp");
    Files.write(unfinished, lines);
    Files.move(
        unfinished,
        directory.resolve(PREFIX + subtask + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    removeThoseOfHigherParallelism();
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

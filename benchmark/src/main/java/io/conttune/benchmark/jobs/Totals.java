package io.conttune.benchmark.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads what the subtasks of the count published at the end of the input. */
public final class Totals {

  private Totals() {}

  /**
   * How often each word was counted.
   *
   * @throws IOException if the directory has no totals, if one of its files cannot be read, or if
   *     two of them claim one word
   */
  public static Map<String, Long> read(Path directory) throws IOException {
    Map<String, Long> totals = new HashMap<>();
    int files = 0;
    String pattern = TotalsFile.PREFIX + "*" + TotalsFile.SUFFIX;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
      for (Path file : found) {
        readInto(totals, file);
        files++;
      }
    }
    if (files == 0) {
      throw new IOException(directory + ": expected totals of the count, found none");
    }
    return totals;
  }

  private static void readInto(Map<String, Long> totals, Path file) throws IOException {
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      int comma = line.indexOf(',');
      if (comma < 1 || !line.substring(comma + 1).matches("[0-9]{1,18}")) {
        throw new IOException(file + ":" + number + ": expected word,total, got " + line);
      }
      String word = line.substring(0, comma);
      if (totals.put(word, Long.valueOf(line.substring(comma + 1))) != null) {
        throw new IOException(file + ":" + number + ": " + word + " has a total already");
      }
    }
  }
}

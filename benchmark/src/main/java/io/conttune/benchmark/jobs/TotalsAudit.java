package io.conttune.benchmark.jobs;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether a job counted every word once, word by word: a loss of one word is not made up for by a
 * duplicate of another.
 *
 * @param recordsEmitted words that the schedule holds
 * @param recordsCounted words that the job counted
 * @param recordsLost sum over the words counted too rarely
 * @param recordsDuplicated sum over the words counted too often
 */
public record TotalsAudit(
    long recordsEmitted, long recordsCounted, long recordsLost, long recordsDuplicated) {

  /** Compares the occurrences of each word: those expected and those counted. */
  public static TotalsAudit compare(Map<String, Long> expected, Map<String, Long> counted) {
    Set<String> words = new HashSet<>(expected.keySet());
    words.addAll(counted.keySet());
    long lost = 0;
    long duplicated = 0;
    for (String word : words) {
      long surplus = counted.getOrDefault(word, 0L) - expected.getOrDefault(word, 0L);
      lost += Math.max(0, -surplus);
      duplicated += Math.max(0, surplus);
    }
    return new TotalsAudit(sum(expected), sum(counted), lost, duplicated);
  }

  private static long sum(Map<String, Long> totals) {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}

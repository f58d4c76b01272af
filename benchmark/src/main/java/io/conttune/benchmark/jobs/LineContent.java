package io.conttune.benchmark.jobs;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What the lines say: four words each, drawn uniformly out of a vocabulary. The words of a line
 * follow from the seed and the line's place alone, so a line that is read again is the same, and a
 * whole schedule can be replayed without Flink.
 *
 * @param seed any number
 * @param keys how many words the vocabulary has, at least 1
 */
public record LineContent(long seed, int keys) implements Serializable {

  public static final int WORDS_PER_LINE = 4;

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  public LineContent {
    if (keys < 1) {
      throw new IllegalArgumentException("keys: expected at least 1, got " + keys);
    }
  }

  /** A word of the vocabulary. Its spelling is one that Flink's key groups spread evenly. */
  public static String word(int key) {
    return "term" + "0".repeat(Math.max(0, 5 - Integer.toString(key).length())) + key;
  }

  Line line(Partition partition, long index) {
    StringJoiner words = new StringJoiner(" ");
    for (int position = 0; position < WORDS_PER_LINE; position++) {
      words.add(word(keyOf(partition, index, position)));
    }
    return Line.padded(words.toString());
  }

  int keyOf(Partition partition, long index, int position) {
    long place = partition.lineNumber(index) * WORDS_PER_LINE + position;
    long bits = scramble(scramble(seed) + (place + 1) * GOLDEN_GAMMA);
    return (int) (((bits >>> 32) * keys) >>> 32);
  }

  /**
   * How often each word occurs in the whole schedule: what a job that loses and repeats nothing
   * counts.
   */
  public Map<String, Long> totals(RateSchedule schedule) {
    Partition whole = new Partition(0, 1);
    Map<String, Long> totals = new HashMap<>();
    for (long line = 0; line < schedule.totalLines(); line++) {
      for (int position = 0; position < WORDS_PER_LINE; position++) {
        totals.merge(word(keyOf(whole, line, position)), 1L, Long::sum);
      }
    }
    return totals;
  }

  /** The mixing function of SplitMix64 [Steele, Lea, Flood 2014]. */
  private static long scramble(long value) {
    long first = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}

package io.conttune.benchmark.jobs.wordcount;

import io.conttune.benchmark.jobs.source.Draws;
import io.conttune.benchmark.jobs.source.RecordContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the lines: four words each, drawn uniformly out of a vocabulary.
 *
 * @param draws that the words follow from
 * @param keys how many words the vocabulary has, at least 1
 */
record LineContent(Draws draws, int keys) implements RecordContent<Line> {

  static final int WORDS_PER_LINE = 4;

  LineContent {
    if (keys < 1) {
      throw new IllegalArgumentException("keys: expected at least 1, got " + keys);
    }
  }

  /** A word of the vocabulary. Its spelling is one that Flink's key groups spread evenly. */
  static String word(int key) {
    return "term" + "0".repeat(Math.max(0, 5 - Integer.toString(key).length())) + key;
  }

  @Override
  public Line record(long number, Instant due) {
    return Line.padded(String.join(" ", words(number)), due.toEpochMilli());
  }

  /** The words of a line, in their order. */
  List<String> words(long line) {
    return IntStream.range(0, WORDS_PER_LINE)
        .mapToObj(position -> word(draws.below(keys, line * WORDS_PER_LINE + position)))
        .toList();
  }
}

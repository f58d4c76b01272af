package io.conttune.benchmark.jobs.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.source.Draws;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class LineContentTest {

  private static final LineContent CONTENT = new LineContent(new Draws(3), JobArguments.KEYS);

  @Test
  void isTheSameForTheSameNumberAndDiffersElsewhere() {
    Line line = CONTENT.record(42, Instant.EPOCH);

    assertThat(new LineContent(new Draws(3), 20_000).record(42, Instant.EPOCH)).isEqualTo(line);
    assertThat(CONTENT.record(43, Instant.EPOCH)).isNotEqualTo(line);
    assertThat(new LineContent(new Draws(4), 20_000).record(42, Instant.EPOCH)).isNotEqualTo(line);
  }

  @Test
  void hasFourWordsALineAndAboutAKibibyte() {
    Line line = CONTENT.record(0, Instant.ofEpochMilli(7));

    assertThat(line.text().split(" ", -1))
        .hasSize(4)
        .allMatch(word -> word.matches("term[0-9]{5}"))
        .containsExactlyElementsOf(CONTENT.words(0));
    assertThat(line.time()).isEqualTo(7);
    assertThat(line.text().length() + line.padding().length()).isBetween(1000, 1100);
    assertThat(Word.padded("term00001", 7).padding()).hasSize(1000);
  }

  @Test
  void drawsTheWordsUniformly() {
    LineContent few = new LineContent(new Draws(11), 10);
    Map<String, Long> totals = new HashMap<>();

    for (long line = 0; line < 25_000; line++) {
      few.words(line).forEach(word -> totals.merge(word, 1L, Long::sum));
    }

    // 100 000 draws: the standard deviation of a word's count is 95.
    assertThat(totals).hasSize(10);
    assertThat(totals.values())
        .allSatisfy(count -> assertThat(count).isCloseTo(10_000L, within(400L)));
  }

  @Test
  void loadsTheSubtasksEvenlyAtTheDefaultMaxParallelism() {
    assertThat(worstOverTheMean(2, 16)).isLessThan(0.04);
    assertThat(worstOverTheMean(17, 32)).isLessThan(0.08);
  }

  @Test
  void needsNoKryo() {
    assertThat(List.of(Line.class, Word.class))
        .allSatisfy(type -> assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class));
  }

  private static double worstOverTheMean(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToDouble(LineContentTest::busiestOverTheMean)
        .max()
        .orElseThrow();
  }

  private static double busiestOverTheMean(int parallelism) {
    int[] keys = new int[parallelism];
    for (int key = 0; key < JobArguments.KEYS; key++) {
      keys[
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              LineContent.word(key), JobArguments.MAX_PARALLELISM, parallelism)]++;
    }
    double most = IntStream.of(keys).max().orElseThrow();
    return most * parallelism / JobArguments.KEYS - 1;
  }
}

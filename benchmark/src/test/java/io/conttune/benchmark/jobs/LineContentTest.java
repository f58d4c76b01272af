package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
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

  private static final LineContent CONTENT = new LineContent(3, WordCountArguments.KEYS);

  @Test
  void isTheSameForTheSamePlaceAndDiffersElsewhere() {
    Line line = CONTENT.line(new Partition(2, 8), 5);

    assertThat(new LineContent(3, 20_000).line(new Partition(2, 8), 5)).isEqualTo(line);
    assertThat(CONTENT.line(new Partition(3, 8), 5)).isNotEqualTo(line);
    assertThat(CONTENT.line(new Partition(2, 8), 6)).isNotEqualTo(line);
    assertThat(new LineContent(4, 20_000).line(new Partition(2, 8), 5)).isNotEqualTo(line);
  }

  @Test
  void fillsLinesAndWordsUpToAKibibyte() {
    Line line = CONTENT.line(new Partition(0, 1), 0);

    assertThat(line.text().split(" ", -1))
        .hasSize(4)
        .allMatch(word -> word.matches("term[0-9]{5}"));
    assertThat(line.text().length() + line.padding().length()).isEqualTo(1024);
    assertThat(Word.padded("term00001").padding()).hasSize(1024 - 9);
  }

  @Test
  void drawsTheWordsUniformly() {
    LineContent few = new LineContent(11, 10);
    RateSchedule schedule = new RateSchedule(List.of(1000L), Duration.ofSeconds(25), Instant.EPOCH);

    Map<String, Long> totals = few.totals(schedule);

    // 100 000 draws: the standard deviation of a word's count is 95.
    assertThat(totals).hasSize(10);
    assertThat(totals.values())
        .allSatisfy(count -> assertThat(count).isCloseTo(10_000L, within(400L)));
  }

  @Test
  void replaysTheWordsThatThePartitionsHold() {
    RateSchedule schedule = new RateSchedule(List.of(100L), Duration.ofSeconds(3), Instant.EPOCH);
    Map<String, Long> read = new HashMap<>();
    for (int number = 0; number < 7; number++) {
      Partition partition = new Partition(number, 7);
      for (long index = 0; index < schedule.linesDue(schedule.end(), partition); index++) {
        for (String word : CONTENT.line(partition, index).text().split(" ", -1)) {
          read.merge(word, 1L, Long::sum);
        }
      }
    }

    assertThat(CONTENT.totals(schedule)).isEqualTo(read);
    assertThat(read.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1200);
  }

  @Test
  void loadsTheSubtasksEvenlyAtTheDefaultMaxParallelism() {
    assertThat(worstOverTheMean(2, 16)).isLessThan(0.04);
    assertThat(worstOverTheMean(17, 32)).isLessThan(0.08);
  }

  @Test
  void needsNoKryo() {
    assertThat(List.of(Line.class, Word.class, WordCount.class))
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
    for (int key = 0; key < WordCountArguments.KEYS; key++) {
      keys[
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              LineContent.word(key), WordCountArguments.MAX_PARALLELISM, parallelism)]++;
    }
    double most = IntStream.of(keys).max().orElseThrow();
    return most * parallelism / WordCountArguments.KEYS - 1;
  }
}

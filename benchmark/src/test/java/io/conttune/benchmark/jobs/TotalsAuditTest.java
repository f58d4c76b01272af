package io.conttune.benchmark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsAuditTest {

  private static final Map<String, Long> EXPECTED =
      new LineContent(1, 500)
          .totals(new RateSchedule(List.of(100L), Duration.ofSeconds(20), Instant.EPOCH));

  @TempDir Path directory;

  @Test
  void findsNothingWhereNothingIsWrong() throws IOException {
    writeInTwoFiles(EXPECTED);

    assertThat(TotalsAudit.compare(EXPECTED, Totals.read(directory)))
        .isEqualTo(new TotalsAudit(8000, 8000, 0, 0));
  }

  @Test
  void seesOnePlantedLossAndOnePlantedDuplicate() throws IOException {
    Map<String, Long> counted = new HashMap<>(EXPECTED);
    Iterator<String> words = EXPECTED.keySet().iterator();
    counted.merge(words.next(), -1L, Long::sum);
    counted.merge(words.next(), 1L, Long::sum);
    writeInTwoFiles(counted);

    assertThat(TotalsAudit.compare(EXPECTED, Totals.read(directory)))
        .isEqualTo(new TotalsAudit(8000, 8000, 1, 1));
  }

  @Test
  void countsMissingAndUnknownWordsInFull() {
    assertThat(TotalsAudit.compare(Map.of("a", 3L), Map.of("b", 5L)))
        .isEqualTo(new TotalsAudit(3, 5, 3, 5));
  }

  @Test
  void removesTheTotalsOfAnEarlierEndAtHigherParallelism() throws IOException {
    for (int subtask = 0; subtask < 4; subtask++) {
      new TotalsFile(directory, subtask, 4).write(Map.of("early" + subtask, 1L));
    }

    new TotalsFile(directory, 0, 2).write(Map.of("a", 1L));
    new TotalsFile(directory, 1, 2).write(Map.of("b", 2L));

    assertThat(Totals.read(directory)).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("totals-0.csv", "totals-1.csv");
  }

  @Test
  void refusesTotalsThatAreMissingBrokenOrClaimedTwice() throws IOException {
    assertThatThrownBy(() -> Totals.read(directory)).hasMessageContaining("found none");

    Files.writeString(directory.resolve("totals-0.csv"), "a,1\nb;2\n");
    assertThatThrownBy(() -> Totals.read(directory))
        .hasMessageContaining("totals-0.csv:2: expected word,total, got b;2");

    Files.writeString(directory.resolve("totals-0.csv"), "a,1\n");
    Files.writeString(directory.resolve("totals-1.csv"), "a,1\n");
    assertThatThrownBy(() -> Totals.read(directory)).hasMessageContaining("a has a total already");
  }

  private void writeInTwoFiles(Map<String, Long> totals) throws IOException {
    Map<String, Long> even = new HashMap<>(totals);
    Map<String, Long> odd = new HashMap<>(totals);
    even.keySet().removeIf(word -> word.hashCode() % 2 != 0);
    odd.keySet().removeAll(even.keySet());
    new TotalsFile(directory, 0, 2).write(even);
    new TotalsFile(directory, 1, 2).write(odd);
  }
}

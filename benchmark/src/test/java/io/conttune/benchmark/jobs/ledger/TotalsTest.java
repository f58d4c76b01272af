package io.conttune.benchmark.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {

  @TempDir Path directory;

  @Test
  void areTheSumOfWhatTheSubtasksLeft() throws IOException {
    new TotalsFile(directory, 0, 2).write(totals("a", "b"));
    new TotalsFile(directory, 1, 2).write(totals("b", "c"));

    Totals read = Totals.read(directory);

    assertThat(TotalsAudit.compare(totals("a", "b", "b", "c").ledger(), read.ledger()))
        .isEqualTo(new TotalsAudit(4, 4, 0, 0));
    assertThat(read.latency().size()).isEqualTo(4);
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void forgetThoseOfAnEarlierEndAtHigherParallelism() throws IOException {
    for (int subtask = 0; subtask < 4; subtask++) {
      new TotalsFile(directory, subtask, 4).write(totals("early" + subtask));
    }

    new TotalsFile(directory, 0, 2).write(totals("a"));
    new TotalsFile(directory, 1, 2).write(totals("b"));

    assertThat(TotalsAudit.compare(totals("a", "b").ledger(), Totals.read(directory).ledger()))
        .isEqualTo(new TotalsAudit(2, 2, 0, 0));
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("totals-0.bin", "totals-1.bin");
  }

  @Test
  void areTheSameAfterACheckpoint() throws IOException {
    TotalsSerializer serializer = new TotalsSerializer();
    Totals totals = totals("a", "b", "b");

    Totals back = serializer.deserialize(serializer.getVersion(), serializer.serialize(totals));

    assertThat(serializer.serialize(back)).isEqualTo(serializer.serialize(totals));
    assertThat(TotalsAudit.compare(totals.ledger(), back.ledger()))
        .isEqualTo(new TotalsAudit(3, 3, 0, 0));
    assertThat(back.latency().quantile(1)).isEqualTo(totals.latency().quantile(1));
  }

  @Test
  void haveNoLatencyOfWhatCameBeforeItWasDue() {
    Totals totals = Totals.none();

    totals.add(new Result("early", 2_000), 1_999);
    totals.add(new Result("late", 2_000), 2_100);

    assertThat(totals.ledger().results()).isEqualTo(2);
    assertThat(totals.latency().size()).isEqualTo(1);
  }

  @Test
  void areRefusedWhenMissingOrBroken() throws IOException {
    assertThatThrownBy(() -> Totals.read(directory)).hasMessageContaining("found none");

    Files.write(directory.resolve("totals-0.bin"), new byte[3]);
    assertThatThrownBy(() -> Totals.read(directory))
        .hasMessageContaining("totals-0.bin: totals of version 1 in 3 bytes");
  }

  /** All of them arrive a tenth of a second late. */
  private static Totals totals(String... results) {
    Totals totals = Totals.none();
    for (String result : List.of(results)) {
      totals.add(new Result(result, 1_000), 1_100);
    }
    return totals;
  }
}

package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.audited.NumberedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit sees what is planted: 8 records, of 2 partitions and 2 keys. */
final class AuditTest {
  private static final int RECORDS = 8;
  private static final int KEYS = 2;
  private static final String FORMER = "a".repeat(32);
  private static final String NEW = "b".repeat(32);

  @TempDir private Path directory;
  private NumberedInput input;

  @BeforeEach
  void writeWhatIsRight() throws IOException {
    input = new NumberedInput(2, 100, 0, 25, directory.resolve("end").toString());
    // Index 0 and 2 of each partition are of key 0, that is the numbers 0, 1, 4, 5.
    write("tally/one", "0 4 10", "1 4 18");
    write(
        "transactional/committed/one",
        IntStream.range(0, RECORDS).mapToObj(number -> number / 2 + " " + number % 2).toList());
    plain(1000, FORMER, 0, lines(0, 4, 1000, 0));
  }

  @Test
  void findsNothingWhereNothingIsWrong() throws IOException {
    Audit audit = audit();

    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
    assertThat(audit.replayed()).isZero();
  }

  @Test
  void seesRecordsThatTheStateHasLostOrCountedTwice() throws IOException {
    write("tally/one", "0 3 5", "1 5 25");
    assertThat(audit().state()).isEqualTo(new Audit.Counted(1, 1));

    write("tally/one", "0 4 11", "1 4 18");
    assertThat(audit().state()).isEqualTo(new Audit.Counted(1, 1));

    write("tally/one", "0 4 10");
    assertThat(audit().state()).isEqualTo(new Audit.Counted(4, 0));
    assertThat(audit().isFlawless()).isFalse();
  }

  @Test
  void seesAWrongTotalBesideARightOne() throws IOException {
    write("tally/two", "0 3 5");

    assertThat(audit().state()).isEqualTo(new Audit.Counted(1, 0));
  }

  @Test
  void seesWhatWasCommittedTwiceOrNever() throws IOException {
    write("transactional/committed/two", "0 0");
    assertThat(audit().transactional()).isEqualTo(new Audit.Counted(0, 1));

    Files.delete(directory.resolve("transactional/committed/one"));
    assertThat(audit().transactional()).isEqualTo(new Audit.Counted(RECORDS - 1, 0));
    assertThat(audit().isFlawless()).isFalse();
  }

  @Test
  void takesDuplicatesOfThePlainSinkForReplayWhereTheNewRunBeganBeforeTheFormerEnded()
      throws IOException {
    Files.delete(plainOf(1000, FORMER, 0));
    plain(1000, FORMER, 0, lines(0, 3, 1000, 0));
    plain(5000, NEW, 0, lines(2, 4, 5010, 2));
    Audit audit = audit();

    assertThat(audit.replayed()).isEqualTo(2);
    assertThat(audit.plain()).isEqualTo(new Audit.Counted(0, 2));
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
  }

  @Test
  void seesDuplicatesThatNoReplayExplains() throws IOException {
    plain(5000, NEW, 0, List.of("0 1 5010 2 5020"));
    Audit audit = audit();

    assertThat(audit.plain()).isEqualTo(new Audit.Counted(0, 1));
    assertThat(audit.replayed()).isNotEqualTo(1);
    assertThat(audit.isFlawless()).isFalse();
  }

  @Test
  void seesARunThatBeganEarlierThanItHasWritten() throws IOException {
    plain(5000, NEW, 0, List.of("0 3 5010 1 5020", "1 3 5010 1 5020"));
    Audit audit = audit();

    assertThat(audit.plain().duplicated()).isEqualTo(2);
    assertThat(audit.replayed()).isEqualTo(6);
    assertThat(audit.isFlawless()).isFalse();
  }

  @Test
  void takesASubtaskThatIsNewInARunForPartOfIt() throws IOException {
    Files.delete(plainOf(1000, FORMER, 0));
    plain(1000, FORMER, 0, lines(0, 2, 1000, 0));
    plain(5000, FORMER, 0, List.of("0 2 5010 1 5020", "0 1 5010 1 5020", "0 3 5010 1 5030"));
    plain(4990, FORMER, 1, List.of("1 2 5010 1 5020", "1 1 5010 1 5020", "1 3 5010 1 5030"));
    Audit audit = audit();

    assertThat(PlainLines.read(directory.resolve("plain")).runs()).hasSize(2);
    assertThat(audit.replayed()).isEqualTo(2);
    assertThat(audit.isFlawless()).as(audit.toString()).isTrue();
  }

  private Audit audit() throws IOException {
    return Audit.of(input, RECORDS, KEYS, directory);
  }

  /** Of both partitions, as a reader gave them that began then and there. */
  private static List<String> lines(int from, int to, long reader, int restored) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            index ->
                IntStream.range(0, 2)
                    .mapToObj(
                        partition ->
                            "%d %d %d %d %d"
                                .formatted(partition, index, reader, restored, reader + index)))
        .toList();
  }

  private void plain(long start, String jobId, int subtask, List<String> lines) throws IOException {
    write(directory.relativize(plainOf(start, jobId, subtask)).toString(), lines);
  }

  private Path plainOf(long start, String jobId, int subtask) {
    return directory.resolve("plain/%d_%s_%d_x".formatted(start, jobId, subtask));
  }

  private void write(String file, String... lines) throws IOException {
    write(file, List.of(lines));
  }

  private void write(String file, List<String> lines) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, lines);
  }
}

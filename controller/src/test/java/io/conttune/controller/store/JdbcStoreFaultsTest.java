package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of a store's file, its rows and its owner. */
final class JdbcStoreFaultsTest {
  private static final String JOB = "wordcount";
  private static final Fingerprints FINGERPRINTS =
      new Fingerprints(Map.of(new OperatorId("count"), "f1"));

  @TempDir private Path directory;

  @Test
  void refusesAFileThatThisProcessHasOpen() {
    try (JdbcStore store = JdbcStore.open(url())) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> JdbcStore.open(url()))
          .withMessageContaining(file().toString())
          .withMessageContaining("an H2 database serves one controller");

      store.saveTunerState(JOB, new TunerState.ContTune(8));
      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(8));
    }
  }

  @Test
  void refusesADirectoryThatCannotBeMade() throws IOException {
    Path blocked = Files.writeString(directory.resolve("blocked"), "a file, not a directory");

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open("jdbc:h2:file:" + blocked.resolve("conttune")))
        .withMessageStartingWith(
            "the store %s cannot be opened: ".formatted(blocked.resolve("conttune.mv.db")));
  }

  @Test
  void refusesAFileThatItMayOnlyRead() {
    JdbcStore.open(url()).close();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(url() + ";ACCESS_MODE_DATA=r"))
        .withMessage("the store %s cannot be opened: it can be read, but not written", file());
    JdbcStore.open(url()).close();
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Files.writeString(file(), "no database\n".repeat(2000));

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> JdbcStore.open(url()))
        .withMessageStartingWith("the store %s cannot be opened: ".formatted(file()));
    assertThat(file()).hasContent("no database\n".repeat(2000));
  }

  @Test
  void refusesADatabaseOfAnotherKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcStore.open("jdbc:postgresql://localhost/conttune"))
        .withMessageContaining("jdbc:h2:file:<path>");
  }

  static Stream<Arguments> rowsAndTheirReaders() {
    return Stream.of(
        row(
            "update observation set processing_ability = -1",
            "observation",
            "sequence 1",
            store -> store.history(JOB, FINGERPRINTS, 5)),
        row(
            "update tuner_state set state = '{}'",
            "tuner_state",
            "job wordcount",
            store -> store.tunerState(JOB)),
        row(
            "update seen_run set run = '[]'",
            "seen_run",
            "job wordcount",
            store -> store.seenRun(JOB)),
        row(
            "update journal set entry = left(entry, 100)",
            "journal",
            "id 0123456789abcdef",
            store -> store.unfinished(JOB)),
        row(
            "update journal set entry = ''",
            "journal",
            "id 0123456789abcdef",
            store -> store.rescales(JOB, 5)),
        row(
            "update decision set record = 'null'",
            "decision",
            "sequence 1",
            store -> store.decisions(JOB, 5)));
  }

  private static Arguments row(
      String damage, String table, String key, Consumer<JdbcStore> reader) {
    return Arguments.of(damage, table, key, reader);
  }

  @ParameterizedTest
  @MethodSource("rowsAndTheirReaders")
  void namesARowThatCannotBeRead(
      String damage, String table, String key, Consumer<JdbcStore> reader) {
    try (JdbcStore store = JdbcStore.open(url())) {
      store.append(JOB, FINGERPRINTS, List.of(observation(1)));
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      store.saveSeenRun(JOB, SeenRunsContract.RUN);
      store.write(RescaleEntries.full(JOB));
      store.append(DecisionRecords.rescale(JOB));
    }
    inDatabase(damage);

    try (JdbcStore store = JdbcStore.open(url())) {
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> reader.accept(store))
          .withMessageStartingWith("the row with " + key)
          .withMessageContaining("in table %s of the store %s", table, file());
      assertThat(store.tunerState("another job")).isEmpty();
    }
  }

  /** An observation that cannot be read shows that it was read. */
  @Test
  void readsOfTheHistoryOnlyWhatItGives() {
    Fingerprints others = new Fingerprints(Map.of(new OperatorId("count"), "other"));
    try (JdbcStore store = JdbcStore.open(url())) {
      IntStream.rangeClosed(1, 3)
          .forEach(i -> store.append(JOB, FINGERPRINTS, List.of(ability(7, i))));
      store.append(JOB, others, List.of(ability(7, 9)));
    }
    inDatabase(
        "update observation set processing_ability = -1"
            + " where processing_ability = 1 or fingerprint = 'other'");

    try (JdbcStore store = JdbcStore.open(url())) {
      assertThat(store.history(JOB, FINGERPRINTS, 2).observations())
          .containsExactly(ability(7, 2), ability(7, 3));
    }
  }

  @Test
  void appliesAnAppendAsAWhole() {
    try (JdbcStore store = JdbcStore.open(url())) {
      store.append(JOB, FINGERPRINTS, List.of(observation(1)));
    }
    inDatabase("alter table observation add check (parallelism <> 3)");

    try (JdbcStore store = JdbcStore.open(url())) {
      List<Observation> threeOfWhichTheLastFails =
          List.of(observation(1), observation(2), observation(3));

      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.append(JOB, FINGERPRINTS, threeOfWhichTheLastFails))
          .withMessageStartingWith("the store " + file() + " cannot be read or written: ");
      assertThat(store.history(JOB, FINGERPRINTS, 5).observations())
          .containsExactly(observation(1));
    }
  }

  @Test
  void survivesTheInterruptionOfAThreadThatWrites() {
    try (JdbcStore store = JdbcStore.open(url())) {
      Thread.currentThread().interrupt();
      store.write(RescaleEntries.full(JOB));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(store.rescales(JOB, 5)).containsExactly(RescaleEntries.full(JOB));
    }
  }

  @Test
  void opensItsFileAgainAfterAFailure() {
    try (Database database = H2Database.open(H2Url.of(url()))) {
      assertThatThrownBy(() -> database.write(t -> t.update("shutdown immediately")))
          .isInstanceOf(StoreUnavailableException.class);

      List<Integer> versions =
          database.read(
              t -> t.query(row -> row.getInt(1), "select version from schema_version order by 1"));

      assertThat(versions).hasSize(Migrations.H2.scripts().size());
    }
  }

  @Test
  void servesNobodyOnceItIsClosed() {
    JdbcStore store = JdbcStore.open(url());
    store.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> store.tunerState(JOB))
        .withMessage("the store %s has been closed", file());
  }

  @Test
  void commitsWithoutDelayWhateverTheUserSays() {
    String setting =
        "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'";
    H2Url url = H2Url.of(url() + ";WRITE_DELAY=500");

    try (Database database = H2Database.open(url)) {
      List<String> delays = database.read(t -> t.query(row -> row.getString(1), setting));

      assertThat(delays).containsOnly("0");
    }
  }

  private void inDatabase(String sql) {
    try (Database database = H2Database.open(H2Url.of(url()))) {
      database.write(transaction -> transaction.update(sql));
    }
  }

  private static Observation observation(int parallelism) {
    return ability(parallelism, 100);
  }

  private static Observation ability(int parallelism, double recordsPerSecond) {
    return new Observation(new OperatorId("count"), parallelism, recordsPerSecond, Instant.EPOCH);
  }

  private Path file() {
    return directory.resolve("conttune.mv.db");
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("conttune");
  }
}

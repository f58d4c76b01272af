package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.tuning.DecisionRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {
  private static final Migrations ONE = new Migrations(List.of("V1__test_tables.sql"));
  private static final Migrations TWO =
      new Migrations(List.of("V1__test_tables.sql", "V2__test_column.sql"));

  @TempDir private Path directory;

  @Test
  void bringsAnEmptyFileToTheNewestVersion() {
    try (Database database = open(TWO)) {
      assertThat(numbers(database, "select version from schema_version order by version"))
          .containsExactly(1, 2);
      assertThat(numbers(database, "select count(*) from animal where legs = 4"))
          .containsExactly(0);
    }
  }

  @Test
  void bringsAnOlderFileToTheNewestVersionAndKeepsItsRows() {
    try (Database database = open(ONE)) {
      database.write(transaction -> transaction.update("insert into animal values (7)"));
    }

    try (Database database = open(TWO)) {
      assertThat(numbers(database, "select id from animal where legs = 4")).containsExactly(7);
    }
  }

  @Test
  void leavesAFileOfTheNewestVersionAlone() {
    open(TWO).close();
    try (Database database = open(TWO)) {
      database.write(transaction -> transaction.update("insert into animal values (7, 2)"));
    }

    try (Database database = open(TWO)) {
      assertThat(numbers(database, "select legs from animal")).containsExactly(2);
      assertThat(numbers(database, "select count(*) from schema_version")).containsExactly(2);
    }
  }

  @Test
  void areDueOnlyUntilTheyWereApplied() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      connection.setAutoCommit(false);

      assertThat(TWO.areDue(connection)).isTrue();
      assertThat(ONE.apply(connection)).isZero();
      assertThat(ONE.areDue(connection)).isFalse();
      assertThat(TWO.areDue(connection)).isTrue();
      assertThat(TWO.apply(connection)).isEqualTo(1);
      assertThat(TWO.areDue(connection)).isFalse();
    }
  }

  @Test
  void beginsAStepAgainThatACrashCutShort() {
    open(TWO).close();
    try (Database database = open(TWO)) {
      database.write(transaction -> transaction.update("delete from schema_version"));
    }

    try (Database database = open(TWO)) {
      assertThat(numbers(database, "select max(version) from schema_version")).containsExactly(2);
    }
  }

  @Test
  void keepsDecisionsOfTheFirstVersionAndTakesItsObservationsForIncomparable() {
    try (Database database = open(new Migrations(Migrations.H2.scripts().subList(0, 1)))) {
      String decision = new RecordJson().write(DecisionRecords.hold("wordcount", "no rate"));
      database.write(
          t -> {
            t.update(
                "insert into decision (job, record) values ('wordcount', ?)",
                decision.replace(",\"rescaleId\":null", ""));
            t.update(
                "insert into observation"
                    + " (job, operator, parallelism, processing_ability, measured_at)"
                    + " values ('wordcount', 'count', 4, 100, current_timestamp)");
          });
    }

    try (JdbcStore store = JdbcStore.open("jdbc:h2:file:" + directory.resolve("conttune"))) {
      assertThat(store.decisions("wordcount", 5))
          .containsExactly(DecisionRecords.hold("wordcount", "no rate"));
      assertThat(
              store
                  .history("wordcount", new Fingerprints(Map.of(new OperatorId("count"), "f")), 5)
                  .observations())
          .isEmpty();
    }
  }

  @Test
  void refusesAFileOfANewerVersion() {
    open(TWO).close();

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> open(ONE))
        .withMessage(
            "the store %s cannot be opened: its tables are of version 2, this ContTune knows them"
                + " up to version 1; use a newer one",
            directory.resolve("conttune.mv.db"));
    open(TWO).close();
  }

  @Test
  void namesAStepThatTheProgramLacks() {
    assertThatIllegalStateException()
        .isThrownBy(() -> open(new Migrations(List.of("V1__lost.sql"))))
        .withMessageContaining("V1__lost.sql");
  }

  private Database open(Migrations migrations) {
    return H2Database.open(
        H2Url.of("jdbc:h2:file:" + directory.resolve("conttune")),
        migrations,
        StoreListener.silent());
  }

  private static List<Integer> numbers(Database database, String sql) {
    return database.read(transaction -> transaction.query(row -> row.getInt(1), sql));
  }
}

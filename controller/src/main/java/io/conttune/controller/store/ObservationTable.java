package io.conttune.controller.store;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of observations: one row each, with a column per value. */
final class ObservationTable implements ObservationStore {
  private static final String NEWEST =
      "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at from ("
          + "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at,"
          + " row_number() over (partition by operator, fingerprint, parallelism"
          + " order by sequence desc) as age"
          + " from observation where job = ?) aged"
          + " where age <= ? order by sequence";

  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** Keeps the newest {@code kept} of each job, operator, fingerprint and parallelism. */
  ObservationTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "observation");
  }

  private record ObservationKey(String operator, String fingerprint, int parallelism) {}

  @Override
  public void append(String jobName, Fingerprints job, List<Observation> observations) {
    Set<ObservationKey> places = new LinkedHashSet<>();
    database.write(
        transaction -> {
          for (Observation observation : observations) {
            String operator = observation.operator().value();
            String fingerprint = job.of(observation.operator());
            ObservationKey place =
                new ObservationKey(operator, fingerprint, observation.parallelism());
            insert(transaction, jobName, place, observation);
            places.add(place);
          }
          for (ObservationKey place : places) {
            deleteOldest(transaction, jobName, place);
          }
        });
  }

  private static void insert(
      Transaction transaction, String jobName, ObservationKey place, Observation observation)
      throws SQLException {
    transaction.update(
        "insert into observation"
            + " (job, operator, fingerprint, parallelism, processing_ability, measured_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        jobName,
        place.operator(),
        place.fingerprint(),
        place.parallelism(),
        observation.processingAbility(),
        observation.at().atOffset(ZoneOffset.UTC));
  }

  private void deleteOldest(Transaction transaction, String jobName, ObservationKey place)
      throws SQLException {
    transaction.update(
        "delete from observation"
            + " where job = ? and operator = ? and fingerprint = ? and parallelism = ?"
            + " and sequence <= (select sequence from observation"
            + " where job = ? and operator = ? and fingerprint = ? and parallelism = ?"
            + " order by sequence desc offset ? rows fetch first row only)",
        jobName,
        place.operator(),
        place.fingerprint(),
        place.parallelism(),
        jobName,
        place.operator(),
        place.fingerprint(),
        place.parallelism(),
        kept);
  }

  @Override
  public void move(String jobName, List<FingerprintChange> changes) {
    database.write(
        transaction -> {
          for (FingerprintChange change : changes) {
            transaction.update(
                "update observation set operator = ?, fingerprint = ?"
                    + " where job = ? and operator = ? and fingerprint = ?",
                change.id().value(),
                change.fingerprint(),
                jobName,
                change.formerId().value(),
                change.formerFingerprint());
          }
        });
  }

  /**
   * Reads the newest {@code topK} of each parallelism only. Which of them are of operators as they
   * are now is not asked in the query: a database compares each row with all operators of the job,
   * one after another.
   */
  @Override
  public History history(String jobName, Fingerprints job, int topK) {
    return new History(
        topK,
        database
            .read(
                transaction ->
                    transaction.query(row -> comparable(row, job), NEWEST, jobName, topK))
            .stream()
            .flatMap(Optional::stream)
            .toList());
  }

  private Optional<Observation> comparable(ResultSet row, Fingerprints job) throws SQLException {
    OperatorId operator = new OperatorId(row.getString("operator"));
    return job.match(operator, row.getString("fingerprint"))
        ? Optional.of(observation(row))
        : Optional.empty();
  }

  private Observation observation(ResultSet row) throws SQLException {
    String operator = row.getString("operator");
    int parallelism = row.getInt("parallelism");
    double processingAbility = row.getDouble("processing_ability");
    Instant at = row.getObject("measured_at", OffsetDateTime.class).toInstant();
    return rows.checked(
        "sequence " + row.getLong("sequence"),
        () -> new Observation(new OperatorId(operator), parallelism, processingAbility, at));
  }
}

package io.conttune.controller.store;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.Fingerprints;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The table of observations: one row each, with a column per value. */
final class ObservationTable implements ObservationStore {
  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** Keeps the newest {@code kept} of each job, operator, fingerprint and parallelism. */
  ObservationTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "observation");
  }

  private record Place(String operator, String fingerprint, int parallelism) {}

  private record Row(String fingerprint, Observation observation) {}

  @Override
  public void append(String jobName, Fingerprints job, List<Observation> observations) {
    Set<Place> places = new LinkedHashSet<>();
    database.write(
        transaction -> {
          for (Observation observation : observations) {
            String operator = observation.operator().value();
            String fingerprint = job.of(observation.operator());
            Place place = new Place(operator, fingerprint, observation.parallelism());
            insert(transaction, jobName, place, observation);
            places.add(place);
          }
          for (Place place : places) {
            deleteOldest(transaction, jobName, place);
          }
        });
  }

  private static void insert(
      Transaction transaction, String jobName, Place place, Observation observation)
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

  private void deleteOldest(Transaction transaction, String jobName, Place place)
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
  public History history(String jobName, Fingerprints job, int topK) {
    String select =
        "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at"
            + " from observation where job = ? order by sequence";
    List<Row> all = database.read(transaction -> transaction.query(this::row, select, jobName));
    return new History(
        topK,
        all.stream()
            .filter(row -> job.match(row.observation().operator(), row.fingerprint()))
            .map(Row::observation)
            .toList());
  }

  private Row row(ResultSet row) throws SQLException {
    String operator = row.getString("operator");
    String fingerprint = row.getString("fingerprint");
    int parallelism = row.getInt("parallelism");
    double processingAbility = row.getDouble("processing_ability");
    Instant at = row.getObject("measured_at", OffsetDateTime.class).toInstant();
    return rows.checked(
        "sequence " + row.getLong("sequence"),
        () ->
            new Row(
                fingerprint,
                new Observation(new OperatorId(operator), parallelism, processingAbility, at)));
  }
}

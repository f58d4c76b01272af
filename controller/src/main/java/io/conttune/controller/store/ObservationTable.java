package io.conttune.controller.store;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Observations, a column for each of their values. */
final class ObservationTable implements ObservationStore {
  private final Transactions database;
  private final int kept;
  private final StoredRows rows;

  /** Keeps the newest {@code kept} of each job, operator and parallelism. */
  ObservationTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.rows = new StoredRows(database.place(), "observation");
  }

  private record Place(String operator, int parallelism) {}

  @Override
  public void append(String jobName, List<Observation> observations) {
    Set<Place> places = new LinkedHashSet<>();
    database.write(
        transaction -> {
          for (Observation observation : observations) {
            insert(transaction, jobName, observation);
            places.add(new Place(observation.operator().value(), observation.parallelism()));
          }
          for (Place place : places) {
            deleteOldest(transaction, jobName, place);
          }
        });
  }

  private static void insert(Transaction transaction, String jobName, Observation observation)
      throws SQLException {
    transaction.update(
        "insert into observation (job, operator, parallelism, processing_ability, measured_at)"
            + " values (?, ?, ?, ?, ?)",
        jobName,
        observation.operator().value(),
        observation.parallelism(),
        observation.processingAbility(),
        observation.at().atOffset(ZoneOffset.UTC));
  }

  private void deleteOldest(Transaction transaction, String jobName, Place place)
      throws SQLException {
    transaction.update(
        "delete from observation where job = ? and operator = ? and parallelism = ?"
            + " and sequence <= (select sequence from observation"
            + " where job = ? and operator = ? and parallelism = ?"
            + " order by sequence desc offset ? rows fetch first row only)",
        jobName,
        place.operator(),
        place.parallelism(),
        jobName,
        place.operator(),
        place.parallelism(),
        kept);
  }

  @Override
  public History history(String jobName, int topK) {
    return new History(
        topK,
        database.read(
            transaction ->
                transaction.query(
                    this::observation,
                    "select sequence, operator, parallelism, processing_ability, measured_at"
                        + " from observation where job = ? order by sequence",
                    jobName)));
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

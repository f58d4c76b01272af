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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The table of observations: one row each, with a column per value. */
final class ObservationTable implements ObservationStore {
  private static final String NEWEST =
      "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at from ("
          + "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at,"
          + " row_number() over (partition by operator, fingerprint, parallelism"
          + " order by sequence desc) as age"
          + " from observation where job = ?) aged"
          + " where age <= ? order by sequence";

  private static final String ALL =
      "select sequence, operator, fingerprint, parallelism, processing_ability, measured_at"
          + " from observation where job = ? order by sequence";

  private static final String INSERT =
      "insert into observation"
          + " (job, operator, fingerprint, parallelism, processing_ability, measured_at)"
          + " values (?, ?, ?, ?, ?, ?)";

  private static final String DELETE_OLDEST =
      "delete from observation"
          + " where job = ? and operator = ? and fingerprint = ? and parallelism = ?"
          + " and sequence <= (select sequence from (select sequence from observation"
          + " where job = ? and operator = ? and fingerprint = ? and parallelism = ?"
          + " order by sequence desc limit 1 offset ?) oldest)";

  /** A place may hold this part of what is kept beyond it. */
  private static final int PARTS = 8;

  /** Of so many places it is counted how much was added; to forget one costs a deletion. */
  private static final int MOST_COUNTED = 50_000;

  private final Transactions database;
  private final int kept;
  private final int spare;
  private final StoredRows rows;

  /** By place; none before this controller's first observation there. */
  private final Map<List<Object>, Integer> addedSinceTidy = new ConcurrentHashMap<>();

  /**
   * A table of observations.
   *
   * @param kept of each job, operator, fingerprint and parallelism at least; an eighth more at most
   */
  ObservationTable(Transactions database, int kept) {
    this.database = database;
    this.kept = kept;
    this.spare = kept / PARTS;
    this.rows = new StoredRows(database.place(), "observation");
  }

  /** The place of an observation, of which only the newest are kept. */
  private record Place(String operator, String fingerprint, int parallelism) {
    List<Object> in(String jobName) {
      return List.of(jobName, operator, fingerprint, parallelism);
    }
  }

  /** All of them by one statement, so that a large job costs a shared database two answers. */
  @Override
  public void append(String jobName, Fingerprints job, List<Observation> observations) {
    List<List<Object>> added = new ArrayList<>();
    Set<Place> places = new LinkedHashSet<>();
    for (Observation observation : observations) {
      OperatorId operator = observation.operator();
      Place place = new Place(operator.value(), job.of(operator), observation.parallelism());
      List<Object> row = new ArrayList<>(place.in(jobName));
      row.add(observation.processingAbility());
      row.add(observation.at().atOffset(ZoneOffset.UTC));
      added.add(row);
      places.add(place);
    }
    List<List<Object>> full =
        places.stream()
            .map(place -> place.in(jobName))
            .filter(this::isFullNow)
            .map(this::oldest)
            .toList();
    database.write(
        transaction -> {
          transaction.updateEach(INSERT, added);
          transaction.updateEach(DELETE_OLDEST, full);
        });
  }

  /**
   * Counts one more observation at a place. It is tidied up at the first one that this controller
   * adds, and then whenever the place may hold {@link #spare} too many: each deletion costs as much
   * as the observation.
   */
  private boolean isFullNow(List<Object> place) {
    int added = 1 + addedSinceTidy.getOrDefault(place, spare);
    if (addedSinceTidy.size() >= MOST_COUNTED) {
      // Places of fingerprints that are no more would add up over a year.
      addedSinceTidy.clear();
    }
    addedSinceTidy.put(place, added > spare ? 0 : added);
    return added > spare;
  }

  private List<Object> oldest(List<Object> place) {
    List<Object> parameters = new ArrayList<>(place);
    parameters.addAll(place);
    parameters.add(kept);
    return parameters;
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

  /** All of a job, whatever its operators are now, the oldest first. */
  List<KeptObservation> all(String jobName) {
    return database.read(
        transaction ->
            transaction.query(
                row -> new KeptObservation(row.getString("fingerprint"), observation(row)),
                ALL,
                jobName));
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

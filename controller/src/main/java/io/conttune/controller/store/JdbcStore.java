package io.conttune.controller.store;

import io.conttune.controller.config.StoreConfig;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.lease.ControllerRegister;
import io.conttune.core.lease.Lease;
import io.conttune.core.lease.LeaseStore;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.rescale.PastRescales;
import io.conttune.core.rescale.RecordAges;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SavepointLedger;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps everything in a database: of H2, which serves one controller, or of PostgreSQL, MariaDB or
 * MySQL, which several may share. What was written is on the disk when the call returns: it
 * survives a kill of the process and a loss of power. Threads may share one store.
 *
 * <p>Every method throws {@link StoreUnavailableException} if the database cannot be used, and also
 * if a row that it reads cannot be understood; the message then names the table and the key of the
 * row. Such a row is never skipped, in no table: without an observation or a tuner state the job
 * would be tuned as if it were new, without a journal entry a job that was stopped would never come
 * back, and a decision left out would be one that nobody can explain. Other jobs are not affected.
 */
public final class JdbcStore
    implements ObservationStore,
        TunerStateStore,
        SeenRuns,
        Journal,
        RecordAges,
        PastRescales,
        SavepointLedger,
        DecisionLog,
        JarStore,
        OrderBook,
        AutoCloseable {
  /** How many transactions that wait in vain fit into the term of a lease. */
  private static final int PATIENCE_IN_LEASE = 3;

  private static final Duration MOST_PATIENCE = Duration.ofSeconds(5);

  private final Retention retention;
  private final Database database;
  private final ObservationTable observations;
  private final JobRecordTable<TunerState> tunerStates;
  private final JobRecordTable<SeenRun> seenRuns;
  private final JournalTable journal;
  private final SavepointTable savepoints;
  private final DecisionTable decisions;
  private final JarTable jars;
  private final OrderTable orders;

  private JdbcStore(Retention retention, Database database, Transactions transactions) {
    this.retention = retention;
    this.database = database;
    this.observations = new ObservationTable(transactions, retention.observations());
    this.tunerStates = new JobRecordTable<>(transactions, "tuner_state", "state", TunerState.class);
    this.seenRuns = new JobRecordTable<>(transactions, "seen_run", "run", SeenRun.class);
    this.journal = new JournalTable(transactions, retention.rescales());
    this.savepoints = new SavepointTable(transactions);
    this.decisions = new DecisionTable(transactions, retention.decisions());
    this.jars = new JarTable(transactions, retention.jars(), database.serverSql());
    this.orders = new OrderTable(transactions, retention.orders());
  }

  /**
   * Opens the database that the service is configured with. Makes the file of an H2 database if
   * there is none, and the tables on a server. A server that is down at present is not waited for;
   * each call tries it again.
   *
   * @throws IllegalArgumentException if the URL is of another database
   * @throws StoreUnavailableException if the database cannot be opened until somebody changes
   *     something: a file that is damaged or open elsewhere, a password that is wrong
   */
  public static JdbcStore open(StoreConfig config, StoreListener listener) {
    return open(database(config, listener), Retention.DEFAULT);
  }

  /**
   * Opens a database of H2, and creates it if it is not there.
   *
   * @param url {@code jdbc:h2:file:<path>} or {@code jdbc:h2:mem:<name>}, with settings of H2
   *     behind it; those that would weaken what this class promises are overruled
   * @throws IllegalArgumentException if it is another URL
   * @throws StoreUnavailableException if the database cannot be opened, or is open elsewhere
   */
  public static JdbcStore open(String url) {
    return open(H2Database.open(H2Url.of(url)), Retention.DEFAULT);
  }

  static JdbcStore open(Database database, Retention retention) {
    return new JdbcStore(retention, database, database);
  }

  private static Database database(StoreConfig config, StoreListener listener) {
    Map<String, String> login = new LinkedHashMap<>();
    config.user().ifPresent(user -> login.put("user", user));
    config.password().ifPresent(password -> login.put("password", password.reveal()));
    if (Postgres.isUrl(config.url())) {
      return ServerDatabase.open(new Postgres(config.url(), login, patience(config)), listener);
    }
    if (MariaDb.isUrl(config.url())) {
      return ServerDatabase.open(new MariaDb(config.url(), login, patience(config)), listener);
    }
    return H2Database.open(H2Url.of(config.connectionUrl()), Migrations.H2, listener);
  }

  private static Duration patience(StoreConfig config) {
    Duration inLease = config.lease().dividedBy(PATIENCE_IN_LEASE);
    return inLease.compareTo(MOST_PATIENCE) < 0 ? inLease : MOST_PATIENCE;
  }

  /** Where the leases of the controllers that share this database are; empty if none may. */
  public Optional<LeaseStore> leases() {
    return database.serverSql().map(sql -> new LeaseTable(database, sql));
  }

  /** Which controllers share this database; empty if none may. */
  public Optional<ControllerRegister> controllers() {
    return database.serverSql().map(sql -> new ControllerTable(database, sql));
  }

  /**
   * This store for one job, of which every write is made under the lease that is held then. Closing
   * either closes both.
   *
   * @param lease asked at each write; what it throws is thrown by the write. A write under a lease
   *     that was lost changes nothing and throws {@link io.conttune.core.lease.LeaseLostException}
   */
  public JdbcStore fencedBy(Supplier<Lease> lease) {
    return new JdbcStore(retention, database, new FencedTransactions(database, lease));
  }

  @Override
  public void append(String jobName, Fingerprints job, List<Observation> more) {
    observations.append(jobName, job, more);
  }

  @Override
  public History history(String jobName, Fingerprints job, int topK) {
    return observations.history(jobName, job, topK);
  }

  /** All observations of a job, the oldest first. */
  List<KeptObservation> observations(String jobName) {
    return observations.all(jobName);
  }

  /** Names the database in messages, without secrets. */
  String place() {
    return database.place();
  }

  @Override
  public void move(String jobName, List<FingerprintChange> changes) {
    observations.move(jobName, changes);
  }

  @Override
  public void saveTunerState(String jobName, TunerState state) {
    tunerStates.save(jobName, state);
  }

  @Override
  public Optional<TunerState> tunerState(String jobName) {
    return tunerStates.of(jobName);
  }

  @Override
  public void saveSeenRun(String jobName, SeenRun run) {
    seenRuns.save(jobName, run);
  }

  @Override
  public Optional<SeenRun> seenRun(String jobName) {
    return seenRuns.of(jobName);
  }

  @Override
  public Optional<Duration> ofSeenRun(String jobName) {
    return seenRuns.age(jobName);
  }

  @Override
  public void write(RescaleEntry entry) {
    journal.write(entry);
  }

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    return journal.unfinished(jobName);
  }

  @Override
  public List<RescaleEntry> unfinished() {
    return journal.unfinished();
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    return journal.rescales(jobName, limit);
  }

  @Override
  public Optional<RescaleEntry> rescale(String jobName, String id) {
    return journal.rescale(jobName, id);
  }

  @Override
  public List<Duration> ofRescales(String jobName, int limit) {
    return journal.ages(jobName, limit);
  }

  @Override
  public void savepointMade(String jobName, String path) {
    savepoints.savepointMade(jobName, path);
  }

  @Override
  public List<String> savepoints(String jobName) {
    return savepoints.savepoints(jobName);
  }

  @Override
  public void savepointGone(String jobName, String path) {
    savepoints.savepointGone(jobName, path);
  }

  @Override
  public void append(DecisionRecord decision) {
    decisions.append(decision);
  }

  @Override
  public List<DecisionRecord> decisions(String jobName, Instant from, Instant to, int limit) {
    return decisions.decisions(jobName, from, to, limit);
  }

  @Override
  public void keep(JarCopy copy, byte[] content) {
    jars.keep(copy, content);
  }

  @Override
  public Optional<byte[]> content(JarCopy copy) {
    return jars.content(copy);
  }

  @Override
  public void give(GivenOrder order) {
    orders.give(order);
  }

  @Override
  public List<OpenOrder> openOrders(String jobName) {
    return orders.openOrders(jobName);
  }

  @Override
  public void end(String id, OrderEnd end) {
    orders.end(id, end);
  }

  @Override
  public List<KeptOrder> orders(String jobName, int limit) {
    return orders.orders(jobName, limit);
  }

  /** Closes the database; nothing can be read or written after it. */
  @Override
  public void close() {
    database.close();
  }
}

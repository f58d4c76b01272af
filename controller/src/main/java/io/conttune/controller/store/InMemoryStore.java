package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
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
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store in memory, for simulations and tests. It behaves like {@link JdbcStore}, except that
 * nothing outlives the process. Threads may share one.
 */
public final class InMemoryStore
    implements ObservationStore,
        TunerStateStore,
        SeenRuns,
        Journal,
        RecordAges,
        PastRescales,
        SavepointLedger,
        DecisionLog,
        JarStore,
        OrderBook {
  private final Retention retention;
  private final Map<String, KeptObservations> observations = new HashMap<>();
  private final SteadyClock clock;
  private final Map<String, SeenRun> seenRuns = new HashMap<>();
  private final Map<String, Stopwatch> sinceSaved = new HashMap<>();
  private final Map<String, TunerState> states = new HashMap<>();
  private final Map<String, RescaleEntry> rescales = new LinkedHashMap<>();
  private final Map<String, Stopwatch> sinceWritten = new HashMap<>();

  /** By job, then by path in the order of making: whether the savepoint still exists. */
  private final Map<String, Map<String, Boolean>> savepoints = new HashMap<>();

  private final Map<String, Deque<DecisionRecord>> decisions = new HashMap<>();
  private final Map<String, byte[]> jars = new HashMap<>();

  /** By id, in the order of giving. */
  private final Map<String, KeptOrder> orders = new LinkedHashMap<>();

  private final Map<String, Stopwatch> sinceGiven = new HashMap<>();

  private record Kept(String fingerprint, Observation observation) {
    Place place() {
      return new Place(fingerprint, observation.operator(), observation.parallelism());
    }

    boolean hasFormerKey(FingerprintChange change) {
      return observation.operator().equals(change.formerId())
          && fingerprint.equals(change.formerFingerprint());
    }

    Kept under(FingerprintChange change) {
      return new Kept(
          change.fingerprint(),
          new Observation(
              change.id(),
              observation.parallelism(),
              observation.processingAbility(),
              observation.at()));
    }
  }

  /** The key of the observations of which only the newest are kept. */
  private record Place(String fingerprint, OperatorId operator, int parallelism) {}

  /** The observations of one job, oldest first. */
  private static final class KeptObservations {
    private final Map<Long, Kept> byNumber = new LinkedHashMap<>();
    private final Map<Place, Deque<Long>> numbers = new HashMap<>();
    private long next;

    void add(Kept newest, int most) {
      Deque<Long> same = numbers.computeIfAbsent(newest.place(), place -> new ArrayDeque<>());
      byNumber.put(next, newest);
      same.addLast(next);
      next++;
      if (same.size() > most) {
        byNumber.remove(same.removeFirst());
      }
    }

    Collection<Kept> all() {
      return byNumber.values();
    }
  }

  /** An empty store. */
  public InMemoryStore() {
    this(SteadyClock.system());
  }

  /** An empty store, by whose clock its records grow old. */
  public InMemoryStore(SteadyClock clock) {
    this(Retention.DEFAULT, clock);
  }

  InMemoryStore(Retention retention, SteadyClock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public synchronized void append(
      String jobName, Fingerprints job, List<Observation> moreObservations) {
    KeptObservations ofJob = observations.computeIfAbsent(jobName, name -> new KeptObservations());
    for (Observation observation : moreObservations) {
      ofJob.add(new Kept(job.of(observation.operator()), observation), retention.observations());
    }
  }

  @Override
  public synchronized History history(String jobName, Fingerprints job, int topK) {
    return new History(
        topK,
        observations.getOrDefault(jobName, new KeptObservations()).all().stream()
            .filter(kept -> job.match(kept.observation().operator(), kept.fingerprint()))
            .map(Kept::observation)
            .toList());
  }

  @Override
  public synchronized void move(String jobName, List<FingerprintChange> changes) {
    KeptObservations moved = new KeptObservations();
    for (Kept kept : observations.getOrDefault(jobName, new KeptObservations()).all()) {
      Kept now =
          changes.stream().filter(kept::hasFormerKey).findFirst().map(kept::under).orElse(kept);
      moved.add(now, retention.observations());
    }
    observations.put(jobName, moved);
  }

  @Override
  public synchronized void saveSeenRun(String jobName, SeenRun run) {
    seenRuns.put(jobName, run);
    sinceSaved.put(jobName, Stopwatch.start(clock));
  }

  @Override
  public synchronized Optional<Duration> ofSeenRun(String jobName) {
    return Optional.ofNullable(sinceSaved.get(jobName)).map(Stopwatch::age);
  }

  @Override
  public synchronized Optional<SeenRun> seenRun(String jobName) {
    return Optional.ofNullable(seenRuns.get(jobName));
  }

  @Override
  public synchronized void saveTunerState(String jobName, TunerState state) {
    states.put(jobName, state);
  }

  @Override
  public synchronized Optional<TunerState> tunerState(String jobName) {
    return Optional.ofNullable(states.get(jobName));
  }

  @Override
  public synchronized void write(RescaleEntry entry) {
    if (!entry.stage().isFinal()) {
      unfinished(entry.plan().jobName())
          .map(RescaleEntry::id)
          .filter(other -> !other.equals(entry.id()))
          .ifPresent(
              other -> {
                throw JournalRule.secondUnfinished(entry, other);
              });
    }
    if (!rescales.containsKey(entry.id())) {
      JournalRule.requireSlotsOf(entry, unfinished());
    }
    rescales.put(entry.id(), entry);
    sinceWritten.put(entry.id(), Stopwatch.start(clock));
    if (entry.stage().isFinal()) {
      forgetRescales(entry.plan().jobName());
    }
  }

  private void forgetRescales(String jobName) {
    newestFirst(jobName).stream()
        .filter(rescale -> rescale.stage().isFinal())
        .skip(retention.rescales())
        .map(RescaleEntry::id)
        .forEach(
            id -> {
              rescales.remove(id);
              sinceWritten.remove(id);
            });
  }

  @Override
  public synchronized List<Duration> ofRescales(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    return newestFirst(jobName).stream()
        .limit(limit)
        .map(rescale -> sinceWritten.get(rescale.id()).age())
        .toList();
  }

  @Override
  public synchronized List<RescaleEntry> unfinished() {
    return rescales.values().stream().filter(entry -> !entry.stage().isFinal()).toList();
  }

  @Override
  public synchronized Optional<RescaleEntry> unfinished(String jobName) {
    return newestFirst(jobName).stream().filter(entry -> !entry.stage().isFinal()).findFirst();
  }

  @Override
  public synchronized List<RescaleEntry> rescales(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    return newestFirst(jobName).stream().limit(limit).toList();
  }

  @Override
  public synchronized Optional<RescaleEntry> rescale(String jobName, String id) {
    return Optional.ofNullable(rescales.get(id))
        .filter(entry -> entry.plan().jobName().equals(jobName));
  }

  private List<RescaleEntry> newestFirst(String jobName) {
    List<RescaleEntry> ofJob = new ArrayList<>(rescales.values());
    ofJob.removeIf(entry -> !entry.plan().jobName().equals(jobName));
    Collections.reverse(ofJob);
    return ofJob;
  }

  @Override
  public synchronized void savepointMade(String jobName, String path) {
    savepoints.computeIfAbsent(jobName, name -> new LinkedHashMap<>()).putIfAbsent(path, true);
  }

  @Override
  public synchronized List<String> savepoints(String jobName) {
    List<String> present = new ArrayList<>();
    savepoints
        .getOrDefault(jobName, Map.of())
        .forEach(
            (path, isThere) -> {
              if (isThere) {
                present.add(0, path);
              }
            });
    return List.copyOf(present);
  }

  @Override
  public synchronized void savepointGone(String jobName, String path) {
    savepoints.getOrDefault(jobName, new HashMap<>()).computeIfPresent(path, (name, was) -> false);
  }

  @Override
  public synchronized void append(DecisionRecord decision) {
    Deque<DecisionRecord> ofJob =
        decisions.computeIfAbsent(decision.jobName(), name -> new ArrayDeque<>());
    ofJob.addFirst(decision);
    if (ofJob.size() > retention.decisions()) {
      ofJob.removeLast();
    }
  }

  @Override
  public synchronized List<DecisionRecord> decisions(
      String jobName, Instant from, Instant to, int limit) {
    DecisionSearch search = new DecisionSearch(from, to, limit);
    search.goOnWith(decisions.getOrDefault(jobName, new ArrayDeque<>()));
    return search.found();
  }

  @Override
  public synchronized void keep(JarCopy copy, byte[] content) {
    JarRule.requireContentOf(copy, content);
    jars.put(copy.sha256(), content.clone());
  }

  @Override
  public synchronized Optional<byte[]> content(JarCopy copy) {
    return Optional.ofNullable(jars.get(copy.sha256())).map(byte[]::clone);
  }

  @Override
  public synchronized void give(GivenOrder order) {
    if (orders.putIfAbsent(order.id(), new KeptOrder(order, Optional.empty())) == null) {
      sinceGiven.put(order.id(), Stopwatch.start(clock));
    }
  }

  @Override
  public synchronized List<OpenOrder> openOrders(String jobName) {
    return orders.values().stream()
        .filter(kept -> kept.end().isEmpty())
        .map(KeptOrder::given)
        .filter(given -> concerns(given, jobName))
        .map(given -> new OpenOrder(given, sinceGiven.get(given.id()).age()))
        .toList();
  }

  @Override
  public synchronized void end(String id, OrderEnd end) {
    orders.computeIfPresent(
        id,
        (same, kept) ->
            kept.end().isPresent() ? kept : new KeptOrder(kept.given(), Optional.of(end)));
    Optional.ofNullable(orders.get(id)).ifPresent(kept -> forgetOrders(kept.given().jobName()));
  }

  private void forgetOrders(Optional<String> jobName) {
    List<String> ended =
        orders.values().stream()
            .filter(kept -> kept.end().isPresent() && kept.given().jobName().equals(jobName))
            .map(kept -> kept.given().id())
            .toList();
    for (String id : ended.subList(0, Math.max(0, ended.size() - retention.orders()))) {
      orders.remove(id);
      sinceGiven.remove(id);
    }
  }

  @Override
  public synchronized List<KeptOrder> orders(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    List<KeptOrder> ofJob = new ArrayList<>(orders.values());
    ofJob.removeIf(kept -> !concerns(kept.given(), jobName));
    Collections.reverse(ofJob);
    return ofJob.stream().limit(limit).toList();
  }

  private static boolean concerns(GivenOrder given, String jobName) {
    return given.jobName().isEmpty() || given.jobName().equals(Optional.of(jobName));
  }
}

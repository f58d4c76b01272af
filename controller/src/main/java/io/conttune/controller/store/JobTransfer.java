package io.conttune.controller.store;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.Lease;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves what a store knows of a job to another store, as lines of JSON: its last run, the memory of
 * its tuner, observations, finished rescales and decisions. Orders stay behind.
 *
 * @param store from which or to which it is moved
 */
public record JobTransfer(JdbcStore store) {
  /** Longer than any import takes. */
  private static final Duration TERM = Duration.ofMinutes(10);

  /** Observations that are written at once. */
  private static final int BATCH = 500;

  private static final Pattern LINE = Pattern.compile("\\{\"([a-z]+)\":(.*)}");

  /**
   * The kinds of lines, which say their kind first; the line of the job comes before all others.
   */
  private enum Kind {
    JOB(String.class),
    RUN(SeenRun.class),
    TUNER(TunerState.class),
    OBSERVATION(KeptObservation.class),
    RESCALE(RescaleEntry.class),
    DECISION(DecisionRecord.class);

    private final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }

    /** Writes values of this kind as lines. */
    Function<Object, String> in(RecordJson json) {
      String kind = name().toLowerCase(Locale.ROOT);
      return value -> "{\"%s\":%s}".formatted(kind, json.write(value));
    }

    /**
     * The value of a line.
     *
     * @throws IllegalArgumentException if it has none
     */
    static Object value(RecordJson json, String line) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        for (Kind kind : values()) {
          if (kind.name().toLowerCase(Locale.ROOT).equals(parts.group(1))) {
            return json.read(parts.group(2), kind.type);
          }
        }
      }
      throw new IllegalArgumentException("no line that export has written");
    }
  }

  /**
   * Hands the lines of a job to {@code lines}, the oldest first.
   *
   * @throws IllegalStateException if the store does not know the job, or a rescale of it is not
   *     finished
   * @throws io.conttune.core.StoreUnavailableException if the store cannot be read
   */
  public void write(String jobName, Consumer<String> lines) {
    if (store.unfinished(jobName).isPresent()) {
      throw new IllegalStateException(
          "a rescale of the job %s is not finished: let a controller end it first"
              .formatted(jobName));
    }
    if (!isKnown(jobName)) {
      throw new IllegalStateException(
          "the store %s does not know the job %s".formatted(store.place(), jobName));
    }
    RecordJson json = new RecordJson();
    lines.accept(Kind.JOB.in(json).apply(jobName));
    store.seenRun(jobName).map(Kind.RUN.in(json)).ifPresent(lines);
    store.tunerState(jobName).map(Kind.TUNER.in(json)).ifPresent(lines);
    store.observations(jobName).stream().map(Kind.OBSERVATION.in(json)).forEach(lines);
    oldestFirst(store.rescales(jobName, Integer.MAX_VALUE)).stream()
        .map(Kind.RESCALE.in(json))
        .forEach(lines);
    oldestFirst(store.decisions(jobName, Integer.MAX_VALUE)).stream()
        .map(Kind.DECISION.in(json))
        .forEach(lines);
  }

  private static <T> List<T> oldestFirst(List<T> newestFirst) {
    List<T> reversed = new ArrayList<>(newestFirst);
    Collections.reverse(reversed);
    return reversed;
  }

  private boolean isKnown(String jobName) {
    return store.seenRun(jobName).isPresent()
        || store.tunerState(jobName).isPresent()
        || !store.rescales(jobName, 1).isEmpty()
        || !store.decisions(jobName, 1).isEmpty()
        || !store.observations(jobName).isEmpty();
  }

  /**
   * Takes what the lines tell, as the holder of the job's lease, and returns the job's name.
   *
   * @param holder names this process to others that want the lease meanwhile
   * @throws IllegalArgumentException if lines are not those of one job; it names each of them
   * @throws IllegalStateException if the store knows the job already, or a controller acts on it
   * @throws io.conttune.core.StoreUnavailableException if the store fails; a part may be in it then
   */
  public String read(List<String> lines, String holder) {
    List<Object> values = values(lines);
    String jobName = jobOf(values);
    Optional<Lease> lease =
        store.leases().map(leases -> granted(leases.take(jobName, holder, TERM)));
    JdbcStore fenced = lease.map(held -> store.fencedBy(() -> held)).orElse(store);
    try {
      if (isKnown(jobName)) {
        throw new IllegalStateException(
            "the store %s knows the job %s already; an import would mix two histories"
                .formatted(store.place(), jobName));
      }
      write(fenced, jobName, values);
    } finally {
      lease.ifPresent(held -> store.leases().orElseThrow().release(held));
    }
    return jobName;
  }

  private static List<Object> values(List<String> lines) {
    List<Object> values = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    RecordJson json = new RecordJson();
    for (int number = 1; number <= lines.size(); number++) {
      try {
        values.add(Kind.value(json, lines.get(number - 1)));
      } catch (IllegalArgumentException e) {
        faults.add("%d: %s".formatted(number, e.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
    return values;
  }

  private static String jobOf(List<Object> values) {
    if (values.isEmpty() || !(values.get(0) instanceof String jobName)) {
      throw new IllegalArgumentException("1: expected the name of a job, as export writes it");
    }
    for (int number = 2; number <= values.size(); number++) {
      Object value = values.get(number - 1);
      if (value instanceof String
          || (value instanceof RescaleEntry entry && !entry.plan().jobName().equals(jobName))
          || (value instanceof RescaleEntry open && !open.stage().isFinal())
          || (value instanceof DecisionRecord decision && !decision.jobName().equals(jobName))) {
        throw new IllegalArgumentException(
            "%d: is of another job than %s, or not finished".formatted(number, jobName));
      }
    }
    return jobName;
  }

  private static Lease granted(Claim claim) {
    return claim.match(
        Claim.Granted::lease,
        refused -> {
          throw new IllegalStateException(
              "the controller %s acts on the job %s: stop it first"
                  .formatted(refused.other().holder(), refused.other().jobName()));
        });
  }

  private static void write(JdbcStore store, String jobName, List<Object> values) {
    List<KeptObservation> observations = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof SeenRun run) {
        store.saveSeenRun(jobName, run);
      } else if (value instanceof TunerState state) {
        store.saveTunerState(jobName, state);
      } else if (value instanceof RescaleEntry entry) {
        store.write(entry);
      } else if (value instanceof DecisionRecord decision) {
        store.append(decision);
      } else if (value instanceof KeptObservation kept) {
        observations.add(kept);
      }
    }
    append(store, jobName, observations);
  }

  /** As many at once as have no two fingerprints of one operator among them. */
  private static void append(JdbcStore store, String jobName, List<KeptObservation> all) {
    Map<OperatorId, String> fingerprints = new HashMap<>();
    List<Observation> batch = new ArrayList<>();
    for (KeptObservation kept : all) {
      OperatorId operator = kept.observation().operator();
      String other = fingerprints.getOrDefault(operator, kept.fingerprint());
      if (batch.size() == BATCH || !other.equals(kept.fingerprint())) {
        store.append(jobName, new Fingerprints(fingerprints), batch);
        fingerprints.clear();
        batch.clear();
      }
      fingerprints.put(operator, kept.fingerprint());
      batch.add(kept.observation());
    }
    if (!batch.isEmpty()) {
      store.append(jobName, new Fingerprints(fingerprints), batch);
    }
  }
}

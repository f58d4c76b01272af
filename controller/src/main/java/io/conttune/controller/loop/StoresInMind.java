package io.conttune.controller.loop;

import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerStateStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stores of one job as its loop sees them: what is large, and written by this loop alone, is
 * read once and then kept in mind. Of a job of a thousand vertices, reading it at each look would
 * cost more than the look.
 *
 * <p>Only the controller that holds the job's lease writes it. So a loop that takes the lease anew
 * must begin with new ones of these, as another controller may have written meanwhile. A write that
 * fails may have taken effect all the same: what it was about is read again. Not thread-safe.
 */
final class StoresInMind {
  private StoresInMind() {}

  /** The same stores, of which nothing is in mind yet. */
  static JobStores of(JobStores stores) {
    return stores.withKnowledge(
        new Observations(stores.observations()),
        new TunerStates(stores.tunerStates()),
        new Runs(stores.seenRuns()));
  }

  /**
   * One answer of a store.
   *
   * @param <K> what was asked
   * @param <V> what was answered
   */
  private static final class InMind<K, V> {
    private record Known<K, V>(K question, V answer) {}

    private Optional<Known<K, V>> known = Optional.empty();

    V orElseRead(K question, Supplier<V> read) {
      Optional<V> answer = to(question);
      if (answer.isEmpty()) {
        note(question, read.get());
      }
      return answer.orElseGet(() -> known.orElseThrow().answer());
    }

    Optional<V> to(K question) {
      return known.filter(last -> last.question().equals(question)).map(Known::answer);
    }

    Optional<K> question() {
      return known.map(Known::question);
    }

    void note(K question, V answer) {
      known = Optional.of(new Known<>(question, answer));
    }

    void forget() {
      known = Optional.empty();
    }
  }

  /** The measurements; observations that are added are added in mind, too. */
  private static final class Observations implements ObservationStore {
    private final ObservationStore store;
    private final InMind<Asked, History> inMind = new InMind<>();

    private record Asked(String jobName, Fingerprints job, int topK) {
      /** Returns whether the answer after this append follows from the one before it. */
      boolean isToldBy(String appendedTo, Fingerprints appendedOf) {
        return topK <= LEAST_KEPT && jobName.equals(appendedTo) && job.equals(appendedOf);
      }
    }

    Observations(ObservationStore store) {
      this.store = store;
    }

    @Override
    public void append(String jobName, Fingerprints job, List<Observation> observations) {
      Optional<Asked> asked = inMind.question().filter(before -> before.isToldBy(jobName, job));
      Optional<History> before = asked.flatMap(inMind::to);
      inMind.forget();
      store.append(jobName, job, observations);
      before.ifPresent(known -> inMind.note(asked.orElseThrow(), known.with(observations)));
    }

    @Override
    public History history(String jobName, Fingerprints job, int topK) {
      return inMind.orElseRead(
          new Asked(jobName, job, topK), () -> store.history(jobName, job, topK));
    }

    @Override
    public void move(String jobName, List<FingerprintChange> changes) {
      inMind.forget();
      store.move(jobName, changes);
    }
  }

  /** The memory of the tuner. */
  private static final class TunerStates implements TunerStateStore {
    private final TunerStateStore store;
    private final InMind<String, Optional<TunerState>> inMind = new InMind<>();

    TunerStates(TunerStateStore store) {
      this.store = store;
    }

    @Override
    public void saveTunerState(String jobName, TunerState state) {
      inMind.forget();
      store.saveTunerState(jobName, state);
      inMind.note(jobName, Optional.of(state));
    }

    @Override
    public Optional<TunerState> tunerState(String jobName) {
      return inMind.orElseRead(jobName, () -> store.tunerState(jobName));
    }
  }

  /** The run in which the job was last seen. */
  private static final class Runs implements SeenRuns {
    private final SeenRuns store;
    private final InMind<String, Optional<SeenRun>> inMind = new InMind<>();

    Runs(SeenRuns store) {
      this.store = store;
    }

    @Override
    public void saveSeenRun(String jobName, SeenRun run) {
      inMind.forget();
      store.saveSeenRun(jobName, run);
      inMind.note(jobName, Optional.of(run));
    }

    @Override
    public Optional<SeenRun> seenRun(String jobName) {
      return inMind.orElseRead(jobName, () -> store.seenRun(jobName));
    }
  }
}

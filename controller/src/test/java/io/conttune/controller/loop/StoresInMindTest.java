package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.history.ObservationStore;
import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerStateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoresInMindTest {
  private static final String JOB = "WordCount";
  private static final OperatorId COUNT = FakeJobMonitor.COUNT;
  private static final Fingerprints KEYS = new Fingerprints(Map.of(COUNT, "shape-1"));
  private static final int TOP_K = 2;

  private final CountedStore store = new CountedStore();
  private final JobStores inMind = StoresInMind.of(store.stores());

  @Test
  void areReadOnce() {
    store.kept.append(JOB, KEYS, List.of(seen(1)));
    store.kept.saveTunerState(JOB, new TunerState.ContTune(8));
    store.kept.saveSeenRun(JOB, SeenRunsContract.RUN);

    for (int look = 0; look < 3; look++) {
      assertThat(history().observations()).containsExactly(seen(1));
      assertThat(inMind.tunerStates().tunerState(JOB)).contains(new TunerState.ContTune(8));
      assertThat(inMind.seenRuns().seenRun(JOB)).contains(SeenRunsContract.RUN);
    }

    assertThat(store.reads).isEqualTo(3);
  }

  @Test
  void areReadOnceWhereNothingIsKnown() {
    for (int look = 0; look < 3; look++) {
      assertThat(history()).isEqualTo(History.empty(TOP_K));
      assertThat(inMind.tunerStates().tunerState(JOB)).isEmpty();
      assertThat(inMind.seenRuns().seenRun(JOB)).isEmpty();
    }

    assertThat(store.reads).isEqualTo(3);
  }

  @Test
  void knowWhatWasWrittenThroughThem() {
    history();
    for (int i = 1; i <= TOP_K + 1; i++) {
      inMind.observations().append(JOB, KEYS, List.of(seen(i)));
    }
    inMind.tunerStates().saveTunerState(JOB, new TunerState.ContTune(16));
    inMind.seenRuns().saveSeenRun(JOB, SeenRunsContract.RUN);

    assertThat(history()).isEqualTo(store.kept.history(JOB, KEYS, TOP_K));
    assertThat(history().observations()).containsExactly(seen(2), seen(3));
    assertThat(inMind.tunerStates().tunerState(JOB)).contains(new TunerState.ContTune(16));
    assertThat(inMind.seenRuns().seenRun(JOB)).contains(SeenRunsContract.RUN);
    assertThat(store.reads).isEqualTo(1);
  }

  @Test
  void readTheHistoryOfAnotherGraphAnew() {
    Fingerprints another = new Fingerprints(Map.of(COUNT, "shape-2"));
    store.kept.append(JOB, KEYS, List.of(seen(1)));
    history();

    assertThat(inMind.observations().history(JOB, another, TOP_K).observations()).isEmpty();

    inMind.observations().append(JOB, another, List.of(seen(2)));
    assertThat(history().observations()).containsExactly(seen(1));
  }

  @Test
  void readTheHistoryAnewAfterItWasMoved() {
    store.kept.append(JOB, KEYS, List.of(seen(1)));
    Fingerprints another = new Fingerprints(Map.of(COUNT, "shape-2"));
    assertThat(inMind.observations().history(JOB, another, TOP_K).observations()).isEmpty();

    inMind
        .observations()
        .move(JOB, List.of(new FingerprintChange(COUNT, "shape-1", COUNT, "shape-2")));

    assertThat(inMind.observations().history(JOB, another, TOP_K).observations())
        .containsExactly(seen(1));
  }

  /** A store forgets all but the newest observations, and a larger K asks for them. */
  @Test
  void readTheHistoryAnewWhereTheStoreKeepsFewerThanAreAskedFor() {
    int topK = ObservationStore.LEAST_KEPT + 1;
    inMind.observations().history(JOB, KEYS, topK);
    for (int i = 1; i <= topK; i++) {
      inMind.observations().append(JOB, KEYS, List.of(seen(i)));
    }

    assertThat(inMind.observations().history(JOB, KEYS, topK))
        .isEqualTo(store.kept.history(JOB, KEYS, topK));
    assertThat(store.reads).isEqualTo(2);
  }

  /** The change may be in the store though the connection was lost before it said so. */
  @Test
  void readAnewWhatAFailedWriteMayHaveChanged() {
    history();
    inMind.tunerStates().tunerState(JOB);
    inMind.seenRuns().seenRun(JOB);
    store.failsAfterWrites = true;
    assertFails(() -> inMind.observations().append(JOB, KEYS, List.of(seen(1))));
    assertFails(() -> inMind.tunerStates().saveTunerState(JOB, new TunerState.ContTune(16)));
    assertFails(() -> inMind.seenRuns().saveSeenRun(JOB, SeenRunsContract.RUN));

    assertThat(history().observations()).containsExactly(seen(1));
    assertThat(inMind.tunerStates().tunerState(JOB)).contains(new TunerState.ContTune(16));
    assertThat(inMind.seenRuns().seenRun(JOB)).contains(SeenRunsContract.RUN);
  }

  /** As {@code JobLoop} does when it has lost the job's lease. */
  @Test
  void areNotThoseOfALoopThatBeginsAnew() {
    TunedJob job = new TunedJob();
    Observation ofAnother = new Observation(COUNT, 7, 700, job.clock.instant());
    TunerState stateOfAnother = new TunerState.ContTune(32);
    job.stepTo(StepOutcome.Decided.class);
    Fingerprints keys = Fingerprints.of(job.store.seenRun(TunedJob.NAME).orElseThrow().graph());
    job.store.append(TunedJob.NAME, keys, List.of(ofAnother));
    job.store.saveTunerState(TunedJob.NAME, stateOfAnother);

    job.start();
    job.stepTo(StepOutcome.Decided.class);

    assertThat(job.tuner.inputs().get(job.tuner.inputs().size() - 1))
        .satisfies(
            input -> {
              assertThat(input.history().observations()).contains(ofAnother);
              assertThat(input.state()).isEqualTo(stateOfAnother);
            });
  }

  private History history() {
    return inMind.observations().history(JOB, KEYS, TOP_K);
  }

  private static Observation seen(int second) {
    return new Observation(COUNT, 2, 100 + second, Instant.EPOCH.plusSeconds(second));
  }

  private static void assertFails(Runnable write) {
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(write::run);
  }

  /** A store that counts its reads, and may lose the connection after a write. */
  private static final class CountedStore implements ObservationStore, TunerStateStore, SeenRuns {
    final InMemoryStore kept = new InMemoryStore();
    int reads;
    boolean failsAfterWrites;

    JobStores stores() {
      return JobStores.in(kept).withKnowledge(this, this, this);
    }

    private void written() {
      if (failsAfterWrites) {
        throw new StoreUnavailableException("the connection was lost");
      }
    }

    @Override
    public void append(String jobName, Fingerprints job, List<Observation> observations) {
      kept.append(jobName, job, observations);
      written();
    }

    @Override
    public History history(String jobName, Fingerprints job, int topK) {
      reads++;
      return kept.history(jobName, job, topK);
    }

    @Override
    public void move(String jobName, List<FingerprintChange> changes) {
      kept.move(jobName, changes);
    }

    @Override
    public void saveTunerState(String jobName, TunerState state) {
      kept.saveTunerState(jobName, state);
      written();
    }

    @Override
    public Optional<TunerState> tunerState(String jobName) {
      reads++;
      return kept.tunerState(jobName);
    }

    @Override
    public void saveSeenRun(String jobName, SeenRun run) {
      kept.saveSeenRun(jobName, run);
      written();
    }

    @Override
    public Optional<SeenRun> seenRun(String jobName) {
      reads++;
      return kept.seenRun(jobName);
    }
  }
}

package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link TunerStateStore} does. */
public abstract class TunerStateStoreContract {
  /** The store under test, the same contents throughout a test; asked for before each access. */
  protected abstract TunerStateStore store();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(store().tunerState("wordcount")).isEmpty();
  }

  @Test
  void returnsWhatWasSaved() {
    TunerState state =
        new TunerState(
            16,
            TunerState.Phase.BIG,
            new TunerState.Linear(
                3, 2, Map.of(new OperatorId("a"), 4, new OperatorId("b"), 7), 1.25));

    store().saveTunerState("wordcount", state);

    assertThat(store().tunerState("wordcount")).contains(state);
  }

  @Test
  void keepsTheStateSavedLastOnly() {
    store().saveTunerState("wordcount", TunerState.initial(8));
    store().saveTunerState("wordcount", TunerState.initial(16));

    assertThat(store().tunerState("wordcount")).contains(TunerState.initial(16));
  }

  @Test
  void keepsJobsApart() {
    store().saveTunerState("wordcount", TunerState.initial(8));
    store().saveTunerState("sessions", TunerState.initial(32));

    assertThat(store().tunerState("wordcount")).contains(TunerState.initial(8));
    assertThat(store().tunerState("sessions")).contains(TunerState.initial(32));
    assertThat(store().tunerState("WORDCOUNT")).isEmpty();
  }
}

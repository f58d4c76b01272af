package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.TunerState.Informed.Basis;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.core.tuning.TunerState.Informed.Shift;
import io.conttune.core.tuning.TunerState.Informed.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of {@link TunerStateStore}, run by every implementation. */
public abstract class TunerStateStoreContract {
  /** The store under test, the same contents throughout a test; asked for before each access. */
  protected abstract TunerStateStore store();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(store().tunerState("wordcount")).isEmpty();
  }

  static Stream<TunerState> states() {
    return Stream.of(
        new TunerState.ContTune(16),
        new TunerState.Ds2(3, 2, Map.of(new OperatorId("a"), 4, new OperatorId("b"), 7), 1.25),
        new TunerState.Informed(
            Map.of(
                new OperatorId("a"),
                new Knowledge(
                    List.of(
                        new Proof(2, 150.5, OptionalDouble.of(180)),
                        new Proof(4, 0, OptionalDouble.empty())),
                    List.of(new Shift(0.88, Instant.parse("2026-01-01T00:00:00Z"))))),
            new Tuning(Map.of(new OperatorId("a"), 150.0), 1, Basis.GUESSED, Instant.EPOCH),
            Map.of(new OperatorId("a"), 300.0),
            0.03),
        new TunerState.None());
  }

  @Test
  void isTestedWithTheStateOfEveryTuner() {
    assertThat(states().<Class<?>>map(TunerState::getClass).toList())
        .isEqualTo(List.of(TunerState.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void returnsWhatWasSaved(TunerState state) {
    store().saveTunerState("wordcount", state);

    assertThat(store().tunerState("wordcount")).contains(state);
  }

  @Test
  void keepsTheStateSavedLastOnly() {
    store().saveTunerState("wordcount", new TunerState.ContTune(8));
    store().saveTunerState("wordcount", TunerState.Ds2.INITIAL);

    assertThat(store().tunerState("wordcount")).contains(TunerState.Ds2.INITIAL);
  }

  @Test
  void keepsJobsApart() {
    store().saveTunerState("wordcount", new TunerState.ContTune(8));
    store().saveTunerState("sessions", new TunerState.ContTune(32));

    assertThat(store().tunerState("wordcount")).contains(new TunerState.ContTune(8));
    assertThat(store().tunerState("sessions")).contains(new TunerState.ContTune(32));
    assertThat(store().tunerState("WORDCOUNT")).isEmpty();
  }
}

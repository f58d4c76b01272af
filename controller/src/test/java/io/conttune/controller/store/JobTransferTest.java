package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecords;
import io.conttune.core.tuning.TunerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that is moved from one store to another. */
final class JobTransferTest {
  static final String JOB = "wordcount";
  private static final OperatorId COUNT = new OperatorId("count");
  private static final Fingerprints FORMER = new Fingerprints(Map.of(COUNT, "former"));
  private static final Fingerprints PRESENT = new Fingerprints(Map.of(COUNT, "present"));

  private final JdbcStore from = JdbcStore.open("jdbc:h2:mem:from");
  private final JdbcStore to = JdbcStore.open("jdbc:h2:mem:to");

  @AfterEach
  void close() {
    from.close();
    to.close();
  }

  /** The lines of a job of which this store then knows something of each kind. */
  static List<String> exported(JdbcStore store) {
    store.saveSeenRun(JOB, SeenRunsContract.RUN);
    store.saveTunerState(JOB, new TunerState.ContTune(8));
    IntStream.rangeClosed(1, 3)
        .forEach(i -> store.append(JOB, i == 2 ? FORMER : PRESENT, List.of(observation(i))));
    store.write(finished(1));
    store.write(finished(2));
    List.of("first", "second").forEach(s -> store.append(DecisionRecords.hold(JOB, s)));
    List<String> lines = new ArrayList<>();
    new JobTransfer(store).write(JOB, lines::add);
    return lines;
  }

  /** Checks that this store knows what the other one knew. */
  static void assertTaken(JdbcStore store) {
    assertThat(store.seenRun(JOB)).contains(SeenRunsContract.RUN);
    assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(8));
    assertThat(store.history(JOB, PRESENT, 5).observations())
        .containsExactly(observation(1), observation(3));
    assertThat(store.history(JOB, FORMER, 5).observations()).containsExactly(observation(2));
    assertThat(store.rescales(JOB, 5)).containsExactly(finished(2), finished(1));
    assertThat(store.decisions(JOB, 5))
        .containsExactly(DecisionRecords.hold(JOB, "second"), DecisionRecords.hold(JOB, "first"));
  }

  private static Observation observation(int number) {
    return new Observation(COUNT, 4, number, Instant.EPOCH);
  }

  private static RescaleEntry finished(int number) {
    return RescaleEntries.planned(JOB, number).to(Stage.VERIFIED, Instant.EPOCH, "verified");
  }

  @Test
  void takesAllThatTheOtherStoreKnows() {
    String job = new JobTransfer(to).read(exported(from), "import:1");

    assertThat(job).isEqualTo(JOB);
    assertTaken(to);
  }

  @Test
  void isPrintedAgainAsItWasTaken() {
    List<String> lines = exported(from);
    new JobTransfer(to).read(lines, "import:1");
    List<String> again = new ArrayList<>();

    new JobTransfer(to).write(JOB, again::add);

    assertThat(again).isEqualTo(lines).hasSize(10);
  }

  @Test
  void isNotMixedWithWhatTheStoreKnows() {
    List<String> lines = exported(from);
    to.append(DecisionRecords.hold(JOB, "own"));

    assertThatIllegalStateException()
        .isThrownBy(() -> new JobTransfer(to).read(lines, "import:1"))
        .withMessageContaining("knows the job wordcount already");
    assertThat(to.decisions(JOB, 5)).hasSize(1);
  }

  @Test
  void isNotWrittenInTheMiddleOfARescaleOrIfItIsNotKnown() {
    from.write(RescaleEntries.planned(JOB, 1));

    assertThatIllegalStateException()
        .isThrownBy(() -> new JobTransfer(from).write(JOB, line -> {}))
        .withMessageContaining("is not finished");
    assertThatIllegalStateException()
        .isThrownBy(() -> new JobTransfer(from).write("another job", line -> {}))
        .withMessageContaining("does not know the job another job");
  }

  @Test
  void changesNothingIfLinesCannotBeUnderstoodAndNamesThem() {
    List<String> lines = new ArrayList<>(exported(from));
    lines.set(1, "{\"run\":{}}");
    lines.set(3, "spoiled");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new JobTransfer(to).read(lines, "import:1"))
        .withMessageStartingWith("2: not a SeenRun: ")
        .withMessageEndingWith("4: no line that export has written");
    assertThat(to.tunerState(JOB)).isEmpty();
  }

  @Test
  void refusesLinesOfTwoJobs() {
    List<String> lines = new ArrayList<>(exported(from));
    lines.addAll(exported(from));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new JobTransfer(to).read(lines, "import:1"))
        .withMessageStartingWith("11: ");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new JobTransfer(to).read(List.of(), "import:1"))
        .withMessageStartingWith("1: ");
  }
}

package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.SavepointKeeper.Disposed;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.SettableClock;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.FakeSavepointDisposer;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavepointKeeperTest {
  private static final String JOB = "WordCount";
  private static final String RUN = "run";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final InMemoryStore store = new InMemoryStore();
  private final FakeSavepointDisposer cluster = new FakeSavepointDisposer();
  private final SettableClock clock = new SettableClock(AT);
  private SavepointKeeper keeper = keeper();

  @Test
  void asksTheClusterNothingWhileThereAreNoMoreThanItKeeps() {
    made(1, 2);
    cluster.goAway();

    assertThat(keeper.step(JOB, RUN)).isEmpty();
  }

  @Test
  void disposesOfTheOlderOnesOneAfterTheOtherTheOldestFirst() {
    made(1, 2, 3, 4);

    assertThat(stepsUntilQuiet()).containsExactly(gone(1), gone(2));
    assertThat(store.savepoints(JOB)).containsExactly(path(4), path(3));
    assertThat(cluster.exists(path(3))).isTrue();
    assertThat(cluster.exists(path(1))).isFalse();
  }

  @Test
  void doesNotWaitForADisposal() {
    made(1, 2, 3);

    assertThat(keeper.step(JOB, RUN)).isEmpty();
    assertThat(cluster.takeRequests()).containsExactly(path(1));
    assertThat(keeper.step(JOB, RUN)).contains(gone(1));
    assertThat(cluster.takeRequests()).containsExactly(path(1));
  }

  @Test
  void asksAgainAfterACrashAndTakesWhatIsNotThereForGone() {
    made(1, 2, 3);
    keeper.step(JOB, RUN);
    keeper = keeper();

    assertThat(stepsUntilQuiet()).containsExactly(gone(1));
    assertThat(keeper().step(JOB, RUN)).isEmpty();
  }

  @Test
  void disposesOfNothingWhileARescaleIsUnfinished() {
    made(1, 2, 3);
    RescaleEntry entry = RescaleEntries.planned(JOB, 7);
    store.write(entry);

    assertThat(keeper.step(JOB, RUN)).isEmpty();
    assertThat(cluster.takeRequests()).isEmpty();

    store.write(entry.to(Stage.ABANDONED, AT, "given up"));
    assertThat(stepsUntilQuiet()).containsExactly(gone(1));
  }

  @Test
  void keepsWhatTheNewestRescaleStartedFrom() {
    made(1, 2, 3);
    rescaledFrom(7, CapturedState.ownSavepoint("file:///s/savepoint-1"));

    assertThat(stepsUntilQuiet()).isEmpty();

    rescaledFrom(8, CapturedState.checkpoint("file:/c/chk-9"));
    assertThat(stepsUntilQuiet()).containsExactly(gone(1));
  }

  @Test
  void keepsWhatTheRunWasRestoredFromAndLooksAgainLater() {
    made(1, 2, 3, 4);
    cluster.restore(RUN, "file:///s/savepoint-1");

    assertThat(stepsUntilQuiet()).containsExactly(gone(2));
    assertThat(cluster.exists(path(1))).isTrue();

    cluster.restore(RUN, path(4));
    clock.advance(SavepointKeeper.RETRY);
    assertThat(stepsUntilQuiet()).containsExactly(gone(1));
  }

  @Test
  void saysWhyOneCouldNotBeDisposedOfGoesOnWithTheNextAndTriesLater() {
    made(1, 2, 3, 4);
    cluster.fail(path(1), "read-only file system");

    assertThat(stepsUntilQuiet())
        .containsExactly(new Disposed(path(1), Optional.of("read-only file system")), gone(2));
    cluster.takeRequests();
    cluster.heal();
    assertThat(stepsUntilQuiet()).isEmpty();
    assertThat(cluster.takeRequests()).isEmpty();

    clock.advance(SavepointKeeper.RETRY);
    assertThat(stepsUntilQuiet()).containsExactly(gone(1));
  }

  @Test
  void leavesASavepointAloneIfItCannotBeToldWhetherTheRunNeedsIt() {
    made(1, 2, 3);
    cluster.goAway();

    assertThat(stepsUntilQuiet())
        .containsExactly(new Disposed(path(1), Optional.of("the cluster is away")));
    assertThat(cluster.exists(path(1))).isTrue();
  }

  @Test
  void notesWhatARescaleHasMadeAndNothingElse() {
    RescaleEntry entry = RescaleEntries.planned(JOB, 7);
    RescaleEntry stopped = entry.from(CapturedState.ownSavepoint(path(1)));

    keeper.note(entry, stopped);
    keeper.note(stopped, stopped.to(Stage.STOPPED, AT, "stopped"));
    keeper.note(stopped, stopped.from(CapturedState.checkpoint("file:/c/chk-1")));
    keeper.note(entry, entry.from(CapturedState.foundSavepoint(path(2))));

    assertThat(store.savepoints(JOB)).containsExactly(path(1));
  }

  private SavepointKeeper keeper() {
    return new SavepointKeeper(new SavepointRetention(2), store, store, cluster, clock);
  }

  private void made(int... numbers) {
    for (int number : numbers) {
      cluster.put(path(number));
      store.savepointMade(JOB, path(number));
    }
  }

  private void rescaledFrom(int number, CapturedState state) {
    store.write(
        RescaleEntries.planned(JOB, number).from(state).to(Stage.VERIFIED, AT, "the job runs"));
  }

  /** All that is said until three steps in a row say nothing. */
  private List<Disposed> stepsUntilQuiet() {
    List<Disposed> said = new ArrayList<>();
    for (int quiet = 0; quiet < 3; ) {
      Optional<Disposed> step = keeper.step(JOB, RUN);
      step.ifPresent(said::add);
      quiet = step.isPresent() ? 0 : quiet + 1;
    }
    return said;
  }

  private static Disposed gone(int number) {
    return new Disposed(path(number), Optional.empty());
  }

  private static String path(int number) {
    return "file:/s/savepoint-" + number;
  }
}

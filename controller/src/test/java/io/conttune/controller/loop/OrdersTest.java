package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.ForwardingJournal;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotsTakenException;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.steering.OrderEnd.Cause;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job's loop obeys people before it listens to the tuner. */
final class OrdersTest {
  private static final String COUNT = FakeJobMonitor.COUNT.value();
  private static final Map<OperatorId, Integer> THREE =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);
  private static final Order SCALE = new Order.Scale(Map.of(COUNT, 3));

  private final TunedJob job = TunedJob.wantingMore();
  private int orders;

  @Test
  void aPauseWithholdsWhatTheTunerWantsAndSaysSo() {
    give(new Order.Pause(), Duration.ofHours(2));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards())
        .containsExactly("PAUSED by alice until 2026-01-01T02:00:00Z, reason: release");
    assertThat(job.planner.asked()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1})
  void aPauseEndsAfterItsTimeWhateverTheTimeOfDaySays(int hours) {
    GivenOrder pause = give(new Order.Pause(), Duration.ofMinutes(30));
    job.stepTo(Decided.class);

    job.clock.jump(Duration.ofHours(hours));
    job.clock.advance(Duration.ofMinutes(29));
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.WITHHELD);
    job.clock.advance(Duration.ofMinutes(1));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(endOf(pause).cause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void aPauseOutlivesARestartOfTheService() {
    give(new Order.Pause(), Duration.ofHours(2));
    job.stepTo(Decided.class);

    job.start();

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.WITHHELD);
  }

  @Test
  void aResumedJobIsTunedAgain() {
    GivenOrder pause = give(new Order.Pause());
    job.stepTo(Decided.class);
    give(new Order.Resume());

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(endOf(pause).cause()).isEqualTo(Cause.LIFTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noOrderInterruptsAnUnfinishedRescale(boolean freeze) {
    job.stepTo(Decided.class);
    job.stepTo(StepOutcome.Rescaling.class);
    give(freeze ? new Order.Freeze() : new Order.Pause());

    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void aFreezeHoldsBackARequestToo() {
    give(new Order.Freeze());
    GivenOrder scale = give(SCALE);

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards().get(0)).startsWith("FROZEN by alice");
    assertThat(kept(scale).end()).isEmpty();
  }

  @Test
  void aRequestIsCarriedOutOnceByTheSameWayAsAnyRescale() {
    GivenOrder scale = give(SCALE);

    Decided decided = job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();

    assertThat(decided.record().decision().reason()).isEqualTo("scale by alice, reason: release");
    assertThat(end.id()).isEqualTo(scale.id());
    assertThat(end.stage()).isEqualTo(Stage.VERIFIED);
    assertThat(end.plan().wanted()).isEqualTo(THREE);
    assertThat(end.plan().step()).isEqualTo(Decision.Step.BY_HAND);
    assertThat(endOf(scale))
        .isEqualTo(new OrderEnd(Cause.DONE, "it was begun as rescale " + scale.id()));
  }

  @Test
  void theTunerLeavesForAWhileWhatAPersonHasSet() {
    give(SCALE);
    job.stepTo(Decided.class);
    job.finishRescale();

    Decided next = job.stepTo(Decided.class);

    assertThat(next.record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(next.record().guards().get(0)).contains("because a person has set its parallelism");
    job.clock.advance(TunedJob.TIMING.holdAfterChange());
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aRequestIsCarriedOutWhileTheTunerIsPausedOrCoolsDown() {
    job.stepTo(Decided.class);
    job.finishRescale();
    give(new Order.Pause());
    give(SCALE);

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void aRequestThatWasBegunBeforeACrashIsNotBegunAgain() {
    GivenOrder undo = give(new Order.Undo());
    job.store.write(verified(undo.id()));

    Decided next = job.stepTo(Decided.class);

    assertThat(next.record().rescaleId()).isEmpty();
    assertThat(endOf(undo).cause()).isEqualTo(Cause.DONE);
  }

  @Test
  void aRequestWhoseSlotsAreTakenIsTriedAgain() {
    TakenSlots journal = new TakenSlots(job.store);
    job.stores = JobStores.in(job.store).withJournal(kept -> journal);
    job.start();
    GivenOrder scale = give(SCALE);

    job.stepTo(Decided.class);
    assertThat(kept(scale).end()).isEmpty();
    journal.taken = false;

    assertThat(job.stepTo(Decided.class).record().rescaleId()).contains(scale.id());
  }

  @Test
  void aRequestThatMeetsAnObstacleForItsWholeTimeExpires() {
    job.planner.obstruct("no slots");
    GivenOrder scale = give(SCALE, Duration.ofMinutes(15));

    assertThat(job.stepTo(Decided.class).record().guards()).containsExactly("no slots");
    job.clock.advance(Duration.ofMinutes(15));
    job.stepTo(Decided.class);

    assertThat(endOf(scale).cause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void aRequestBeyondTheLimitsIsRefusedWithWhatSetsThem() {
    GivenOrder scale = give(new Order.Scale(Map.of(COUNT, 17)));

    job.stepTo(Decided.class);

    assertThat(endOf(scale).cause()).isEqualTo(Cause.REFUSED);
    assertThat(endOf(scale).note()).contains("cannot have 17, its limits are 1 to 16");
  }

  @Test
  void aRequestForAnOperatorThatTheJobHasNotIsRefusedWithThoseThatItHas() {
    GivenOrder scale = give(new Order.Scale(Map.of("Cuont", 3)));

    job.stepTo(Decided.class);

    assertThat(endOf(scale).cause()).isEqualTo(Cause.REFUSED);
    assertThat(endOf(scale).note()).contains("Cuont").contains(COUNT);
  }

  @Test
  void aJobThatHasTheParallelismIsNotRestartedForIt() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    GivenOrder scale = give(new Order.Scale(Map.of(COUNT, 2)));

    job.stepTo(Decided.class);

    assertThat(endOf(scale)).isEqualTo(new OrderEnd(Cause.DONE, "the job has this parallelism"));
    assertThat(job.store.rescales(TunedJob.NAME, 1)).isEmpty();
  }

  @Test
  void aRecommendationThatIsApprovedIsCarriedOutOnceThoughTheModeIsRecommend() {
    job.mode = Mode.RECOMMEND;
    job.start();
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.RECOMMENDED);

    give(new Order.Apply(TunedJob.WANTED));
    job.stepTo(Decided.class);

    assertThat(job.finishRescale().plan().wanted()).isEqualTo(TunedJob.WANTED);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.STATE_AFTERWARDS);
    job.tuner.rescale(TunedJob.FORMER, TunedJob.FORMER_STATE);
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.RECOMMENDED);
  }

  @Test
  void aRecommendationThatIsDismissedIsNotGivenAgainButAnotherIs() {
    job.mode = Mode.RECOMMEND;
    job.start();
    give(new Order.Dismiss(TunedJob.WANTED));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.WITHHELD);
    job.tuner.rescale(THREE, TunedJob.FORMER_STATE);
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.RECOMMENDED);
  }

  @Test
  void undoGoesBackBeforeTheLastVerifiedRescaleAndAgainForth() {
    job.stepTo(Decided.class);
    job.finishRescale();

    give(new Order.Undo());
    assertThat(job.finishRescale().plan().wanted()).isEqualTo(TunedJob.FORMER);
    give(new Order.Undo());
    assertThat(job.finishRescale().plan().wanted()).isEqualTo(TunedJob.WANTED);
  }

  @Test
  void undoGoesToTheLastVerifiedPlanIfSomebodyElseHasSetAnother() {
    job.stepTo(Decided.class);
    RescaleEntry verified = job.finishRescale();
    job.cluster.rescaleInPlace(verified.launchedJobId(), THREE);
    job.stepTo(StepOutcome.Changed.class);

    give(new Order.Undo());

    assertThat(job.finishRescale().plan().wanted()).isEqualTo(TunedJob.WANTED);
  }

  @Test
  void thereIsNothingToUndoBeforeARescaleWasVerified() {
    GivenOrder undo = give(new Order.Undo());

    job.stepTo(Decided.class);

    assertThat(endOf(undo).cause()).isEqualTo(Cause.REFUSED);
  }

  @Test
  void theTunerIsGivenThePinAsTheOnlyParallelism() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    give(new Order.Pin(COUNT, 2));

    Decided decided = job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(0).limits().of(FakeJobMonitor.COUNT))
        .isEqualTo(Bounds.fixed(2));
    assertThat(decided.record().decision().evidence().notes())
        .anyMatch(note -> note.contains("PINNED at 2 by alice until it is unpinned"));
  }

  @Test
  void aPinnedOperatorGetsItsParallelismWhenTheTunerHolds() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    give(new Order.Pin(COUNT, 3));

    job.stepTo(Decided.class);

    assertThat(job.finishRescale().plan().wanted()).isEqualTo(THREE);
  }

  @Test
  void aPinBeyondTheLimitsIsKeptWithinThemAndSaysSo() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    give(new Order.Pin(FakeJobMonitor.SOURCE.value(), 5));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.HELD);
    assertThat(decided.record().decision().evidence().notes())
        .anyMatch(note -> note.contains("PINNED at 5") && note.contains("but it gets 1"));
  }

  @Test
  void theTunerRemembersWhatItLearnsWhileAPinWaits() {
    job.tuner.hold(HoldReason.FITS, TunedJob.STATE_AFTERWARDS);
    give(new Order.Pause());
    give(new Order.Pin(COUNT, 3));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.STATE_AFTERWARDS);
  }

  @Test
  void nothingCanBeAskedOfAJobThatIsOnlyObserved() {
    job.mode = Mode.OBSERVE;
    job.start();
    GivenOrder scale = give(SCALE);

    job.stepTo(StepOutcome.Observed.class);

    assertThat(endOf(scale).cause()).isEqualTo(Cause.REFUSED);
    assertThat(endOf(scale).note()).contains("mode observe");
  }

  @Test
  void tellsAFreezeThatTheLoopOfAnotherJobHasEnded() {
    GivenOrder freeze = give(new Order.Freeze());
    job.stepTo(Decided.class);
    OrderEnd lifted = new OrderEnd(Cause.LIFTED, "unfreeze");
    job.store.end(freeze.id(), lifted);

    job.stepTo(Decided.class);

    assertThat(job.orders().ended()).containsExactly(new KeptOrder(freeze, Optional.of(lifted)));
  }

  @Test
  void anOrderThatCannotBeReadStopsNoUnfinishedRescale() {
    job.stepTo(Decided.class);
    job.stores = job.stores.withOrders(book -> new UnreadableOrders());
    job.start();

    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
    assertThatThrownBy(() -> job.stepTo(Decided.class))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private GivenOrder give(Order order) {
    GivenOrder given = GivenOrders.of(TunedJob.NAME, 1000 + ++orders, order);
    job.store.give(given);
    return given;
  }

  private GivenOrder give(Order order, Duration lasts) {
    GivenOrder given = GivenOrders.of(TunedJob.NAME, 1000 + ++orders, order, lasts);
    job.store.give(given);
    return given;
  }

  private KeptOrder kept(GivenOrder given) {
    return job.store.orders(TunedJob.NAME, 100).stream()
        .filter(kept -> kept.given().equals(given))
        .findFirst()
        .orElseThrow();
  }

  private OrderEnd endOf(GivenOrder given) {
    return kept(given).end().orElseThrow();
  }

  private static RescaleEntry verified(String id) {
    RescaleEntry planned = RescaleEntries.planned(TunedJob.NAME, 1);
    RescaleEntry named = RescaleEntry.planned(id, planned.plan(), planned.stageSince());
    return named.to(Stage.ABANDONED, planned.stageSince(), "it was given up");
  }

  /** Refuses rescales while another job has taken the slots. */
  private static final class TakenSlots extends ForwardingJournal {
    private boolean taken = true;

    TakenSlots(Journal journal) {
      super(journal);
    }

    @Override
    public void write(RescaleEntry entry) {
      if (taken) {
        throw new SlotsTakenException(RescaleEntries.claiming("orders", 1));
      }
      super.write(entry);
    }
  }
}

package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.StepOutcome.Changed;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.Waiting;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.OperatorShape;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SchedulerRescale;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ScriptedTuner;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which job is meant, and who has changed it. */
class JobIdentityTest {
  private static final String BY_HAND = "e".repeat(32);
  private static final Map<OperatorId, Integer> THREE =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);
  private static final Map<OperatorId, Integer> ONE =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 1);
  private static final TunerState LEARNT = new TunerState.Ds2(4, 2, THREE, 1.5);

  private final TunedJob job = new TunedJob();

  @BeforeEach
  void theTunerRemembersSomething() {
    job.tuner.hold(HoldReason.FITS, LEARNT);
  }

  @Test
  void holdsWhileTwoJobsOfOneNameLive() {
    job.stepTo(Decided.class);
    int asked = job.tuner.inputs().size();
    job.cluster.running(BY_HAND, TunedJob.FORMER);

    Waiting waiting = (Waiting) job.step();
    job.step();

    assertThat(waiting.sighting().cause())
        .isEqualTo(new JobSighting.Several(List.of(BY_HAND, TunedJob.FIRST_RUN)));
    assertThat(job.tuner.inputs()).hasSize(asked);
    assertThat(job.cluster.calls()).isEmpty();

    job.cluster.reach(BY_HAND, JobState.CANCELED);

    assertThat(job.step()).isNotInstanceOf(Waiting.class).isNotInstanceOf(Changed.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"FINISHED", "CANCELED", "FAILED"})
  void leavesAJobAloneThatHasEndedAndWaitsForTheNextRunOfItsName(JobState state) {
    job.stepTo(Decided.class);
    job.cluster.reach(TunedJob.FIRST_RUN, state);

    Waiting waiting = (Waiting) job.step();
    job.step();

    assertThat(waiting.sighting().cause())
        .isEqualTo(new JobSighting.Ended(TunedJob.FIRST_RUN, state));
    assertThat(job.cluster.calls()).isEmpty();

    job.cluster.running(BY_HAND, TunedJob.FORMER);

    assertThat(((Changed) job.step()).change())
        .isEqualTo(
            new JobChange(
                TunedJob.FIRST_RUN,
                List.of(
                    "started by somebody else: run %s instead of run %s"
                        .formatted(BY_HAND, TunedJob.FIRST_RUN))));
    assertThat(job.stepTo(Decided.class).record().jobId()).isEqualTo(BY_HAND);
  }

  @Test
  void measuresARestartedJobAnewAndKeepsWhatWasLearntOfIt() {
    job.stepTo(Decided.class);
    List<Observation> learnt = job.history().observations();
    restart(BY_HAND, TunedJob.FORMER);

    job.stepTo(Changed.class);

    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunerState.Ds2.INITIAL);
    assertThat(learnt).isNotEmpty();
    assertThat(job.history().observations()).isEqualTo(learnt);
    assertThat(job.step()).isInstanceOf(StepOutcome.Measuring.class);
  }

  @Test
  void mayRescaleARestartedJobAtOnceIfItsParallelismIsAsItWas() {
    job.stepTo(Decided.class);
    restart(BY_HAND, TunedJob.FORMER);
    job.tuner.rescale(TunedJob.WANTED, LEARNT);

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void respectsForAWhileTheParallelismAtWhichSomebodyHasRestartedTheJob() {
    job.stepTo(Decided.class);
    restart(BY_HAND, THREE);
    job.tuner.rescale(TunedJob.WANTED, LEARNT);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences())
        .containsExactly(
            "started by somebody else: run %s instead of run %s"
                .formatted(BY_HAND, TunedJob.FIRST_RUN),
            "parallelism set by somebody else, which is respected: {count=3 instead of 2}");
    assertIsRespected(changed);
  }

  @Test
  void respectsForAWhileTheParallelismToWhichSomebodyHasRescaledTheJobInPlace() {
    job.stepTo(Decided.class);
    job.cluster.rescaleInPlace(TunedJob.FIRST_RUN, THREE);
    job.tuner.rescale(TunedJob.WANTED, LEARNT);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change())
        .isEqualTo(
            new JobChange(
                TunedJob.FIRST_RUN,
                List.of(
                    "parallelism set by somebody else, which is respected:"
                        + " {count=3 instead of 2}")));
    assertIsRespected(changed);
  }

  @Test
  void takesNoLossOfSlotsForSomebodysWishNorThatTheyAreThereAgain() {
    asksForSubtasks(2);
    job.stepTo(Decided.class);
    job.cluster.rescaleInPlace(TunedJob.FIRST_RUN, ONE);
    job.cluster.tellHistory(
        TunedJob.FIRST_RUN,
        change("NEW_RESOURCE_AVAILABLE", "IGNORED"),
        change("RECOVERABLE_FAILOVER", "COMPLETED"));
    job.tuner.rescale(TunedJob.WANTED, LEARNT);

    Changed lost = job.stepTo(Changed.class);
    job.cluster.rescaleInPlace(TunedJob.FIRST_RUN, TunedJob.FORMER);
    job.cluster.tellHistory(TunedJob.FIRST_RUN);
    Changed back = job.stepTo(Changed.class);

    assertThat(List.of(lost, back))
        .extracting(changed -> changed.change().sentences())
        .containsExactly(
            List.of(
                "the scheduler has changed the parallelism by itself, as slots went or came:"
                    + " {count=1 instead of 2}; its scheduler's history: RECOVERABLE_FAILOVER,"
                    + " COMPLETED in 1.5 s, slots 2 → 1"),
            List.of(
                "the scheduler has changed the parallelism by itself, as slots went or came:"
                    + " {count=2 instead of 1}"));
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(LEARNT);
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }

  @Test
  void respectsTheParallelismForWhichSomebodyHasMadeTheJobAsk() {
    asksForSubtasks(2);
    job.stepTo(Decided.class);
    asksForSubtasks(1);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences())
        .containsExactly(
            "parallelism set by somebody else, which is respected: {count=1 instead of 2}");
  }

  private static SchedulerRescale change(String cause, String end) {
    return new SchedulerRescale(
        cause,
        Optional.of(new SchedulerRescale.End(end, Optional.empty())),
        Instant.EPOCH,
        Optional.of(Duration.ofMillis(1_500)),
        Optional.of(new SchedulerRescale.SlotChange(2, 1)));
  }

  /** The run asks an adaptive scheduler for so many subtasks of the count, and has them. */
  private void asksForSubtasks(int count) {
    job.cluster.runningAdaptively(
        TunedJob.FIRST_RUN,
        Map.of(
            FakeJobMonitor.SOURCE,
            new ParallelismRange(1, 1),
            FakeJobMonitor.COUNT,
            new ParallelismRange(1, count)));
  }

  /** Also by a controller that was started since. */
  private void assertIsRespected(Changed changed) {
    job.start();
    Decided refused = job.stepTo(Decided.class);
    Decided later = refused;
    while (later.record().outcome() == Outcome.REFUSED) {
      later = job.stepTo(Decided.class);
    }

    assertThat(refused.record().guards())
        .singleElement()
        .asString()
        .contains("because somebody else has set its parallelism");
    assertThat(later.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(later.record().at())
        .isEqualTo(changed.snapshot().takenAt().plus(TunedJob.TIMING.holdAfterChange()));
  }

  @Test
  void doesNotTakeItsOwnRescaleForSomebodyElses() {
    RescaleEntry end = rescaled();

    assertThat(job.step()).isInstanceOf(StepOutcome.Measuring.class);
    assertThat(job.store.seenRun(TunedJob.NAME).orElseThrow().jobId())
        .isEqualTo(end.launchedJobId());
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(LEARNT);

    job.start();

    assertThat(job.step()).isInstanceOf(StepOutcome.Measuring.class);
  }

  @Test
  void recognisesTheParallelismThatItHadLeftBehindAsSomebodyElses() {
    RescaleEntry end = rescaled();
    job.stepTo(Decided.class);
    job.cluster.rescaleInPlace(end.launchedJobId(), TunedJob.FORMER);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences())
        .singleElement()
        .asString()
        .contains("{count=2 instead of 6}");
    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(job.cluster.liveJobIds()).containsExactly(end.launchedJobId());
  }

  @Test
  void recognisesTheParallelismItHadWantedAsSomebodyElsesWhenItsRescaleWasRolledBack() {
    job.cluster.refuse(
        launch ->
            launch.arguments().contains("count=6") ? Optional.of("main threw") : Optional.empty());
    RescaleEntry end = rescaled();
    job.step();
    job.cluster.rescaleInPlace(end.launchedJobId(), TunedJob.WANTED);

    assertThat(end.stage()).isEqualTo(Stage.ROLLED_BACK);
    assertThat(job.stepTo(Changed.class).change().sentences())
        .singleElement()
        .asString()
        .contains("{count=6 instead of 2}");
  }

  @Test
  void stopsNoJobThatSomebodyHasRescaledSinceItWasMeasured() {
    job.tuner.rescale(TunedJob.WANTED, LEARNT);
    job.stepTo(Decided.class);
    job.cluster.rescaleInPlace(TunedJob.FIRST_RUN, THREE);

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(end.note()).contains("was rescaled by somebody else");
    assertThat(job.cluster.calls()).isEmpty();
    assertThat(job.stepTo(Changed.class).change().sentences())
        .singleElement()
        .asString()
        .contains("{count=3 instead of 2}");
  }

  @Test
  void endsNoRunThatSomebodyHasRescaledWhileItSettled() {
    job.tuner.rescale(TunedJob.WANTED, LEARNT);
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.RUNNING) {
      job.step();
    }
    String launched = job.newestRescale().launchedJobId();
    job.cluster.rescaleInPlace(launched, THREE);

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(job.cluster.liveJobIds()).containsExactly(launched);
    assertThat(job.stepTo(Changed.class).change().sentences())
        .singleElement()
        .asString()
        .contains("count=3");
  }

  @Test
  void launchesNothingBesideAJobOfSomebodyElseThatRunsBesideItsOwn() {
    job.tuner.rescale(TunedJob.WANTED, LEARNT);
    job.stepTo(Decided.class);
    while (job.newestRescale().stage() != Stage.SUBMITTING) {
      job.step();
    }
    job.cluster.running(BY_HAND, TunedJob.FORMER);
    job.cluster.running(job.newestRescale().launchedJobId(), TunedJob.WANTED);
    job.start();

    RescaleEntry end = job.finishRescale();

    assertThat(end.stage()).isEqualTo(Stage.ABANDONED);
    assertThat(end.note()).contains(BY_HAND);
  }

  @Test
  void saysOnceWhatHasChangedWhileTheControllerWasAway() {
    job.stepTo(Decided.class);
    restart(BY_HAND, THREE);
    job.start();

    job.stepTo(Changed.class);
    job.start();

    assertThat(job.step()).isInstanceOf(StepOutcome.Measuring.class);
  }

  @Test
  void startsFreshWithAnOperatorThatHasChangedAndKnowsItAgainWhenItComesBack() {
    job.stepTo(Decided.class);
    List<Observation> learnt = job.history().observations();
    job.monitor.reshape(
        withCount(
            v ->
                new JobVertex(
                    v.id(), v.name(), List.of("count", "filter"), 2, v.maxParallelism())));
    restart(BY_HAND, TunedJob.FORMER);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences())
        .last()
        .asString()
        .contains("'count' (count) has changed")
        .contains("start fresh");
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(ScriptedTuner.INITIAL);
    assertThat(job.history().observations()).isEmpty();
    job.stepTo(Decided.class);
    assertThat(job.history().observations()).hasSize(1).doesNotContainAnyElementsOf(learnt);

    job.monitor.reshape(UnaryOperator.identity());
    restart("d".repeat(32), TunedJob.FORMER);
    job.stepTo(Changed.class);

    assertThat(job.history().observations()).isEqualTo(learnt);
  }

  @Test
  void knowsAnOperatorWithAnotherIdAgainByItsNameAndPlace() {
    job.stepTo(Decided.class);
    List<Observation> learnt = job.history().observations();
    OperatorId other = new OperatorId("count-v2");
    job.limits =
        snapshot ->
            new LimitsOf.Fit.Known(
                new Limits(
                    Map.of(FakeJobMonitor.SOURCE, Bounds.fixed(1), other, new Bounds(1, 16))),
                List.of());
    job.monitor.reshape(
        withCount(v -> new JobVertex(other, v.name(), v.operators(), 2, v.maxParallelism())));
    restart(BY_HAND, TunedJob.FORMER);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences())
        .containsExactly(
            "started by somebody else: run %s instead of run %s"
                .formatted(BY_HAND, TunedJob.FIRST_RUN),
            "job vertices that are recognised under another id by their names and places, and keep what"
                + " was learnt of them: 1");
    assertThat(learnt).isNotEmpty();
    assertThat(job.history().observations())
        .isEqualTo(
            learnt.stream()
                .map(
                    seen ->
                        new Observation(
                            seen.operator().equals(FakeJobMonitor.COUNT) ? other : seen.operator(),
                            seen.parallelism(),
                            seen.processingAbility(),
                            seen.at()))
                .toList());
  }

  @Test
  void keepsWhatItKnowsOfAJobOfSqlWhenThePlannerCountsOn() {
    job.monitor.reshape(withCount(v -> named(v, "Calc[2]")));
    job.stepTo(Decided.class);
    List<Observation> learnt = job.history().observations();
    job.monitor.reshape(withCount(v -> named(v, "Calc[10]")));
    restart(BY_HAND, TunedJob.FORMER);

    Changed changed = job.stepTo(Changed.class);

    assertThat(changed.change().sentences()).hasSize(1);
    assertThat(learnt).isNotEmpty();
    assertThat(job.history().observations()).isEqualTo(learnt);
  }

  @Test
  void keepsWhatAnEarlierVersionHasStoredOfAJobOfSql() {
    UnaryOperator<JobGraph> first = withCount(v -> named(v, "Calc[2]"));
    job.monitor.reshape(first);
    job.step();
    Observation stored =
        new Observation(FakeJobMonitor.COUNT, 2, 123, Instant.parse("2025-12-31T00:00:00Z"));
    String withCounter =
        new OperatorShape(List.of("Calc[2]"), List.of(FakeJobMonitor.SOURCE), OptionalInt.empty())
            .fingerprint();
    job.store.append(
        TunedJob.NAME,
        new Fingerprints(Map.of(FakeJobMonitor.COUNT, withCounter)),
        List.of(stored));
    job.start();

    job.step();

    assertThat(job.history().observations()).containsExactly(stored);
  }

  private static JobVertex named(JobVertex vertex, String name) {
    return new JobVertex(
        vertex.id(), name, List.of(name), vertex.parallelism(), vertex.maxParallelism());
  }

  private RescaleEntry rescaled() {
    job.tuner.rescale(TunedJob.WANTED, LEARNT);
    job.stepTo(Decided.class);
    RescaleEntry end = job.finishRescale();
    job.tuner.rescale(THREE, LEARNT);
    return end;
  }

  private void restart(String jobId, Map<OperatorId, Integer> parallelism) {
    job.cluster.liveJobIds().forEach(live -> job.cluster.reach(live, JobState.CANCELED));
    job.cluster.running(jobId, parallelism);
  }

  private static UnaryOperator<JobGraph> withCount(UnaryOperator<JobVertex> change) {
    return graph -> {
      JobVertex source = graph.vertex(FakeJobMonitor.SOURCE);
      JobVertex count = change.apply(graph.vertex(FakeJobMonitor.COUNT));
      JobEdge edge = graph.edges().get(0);
      return new JobGraph(
          List.of(source, count), List.of(new JobEdge(source.id(), count.id(), edge.strategy())));
    };
  }
}

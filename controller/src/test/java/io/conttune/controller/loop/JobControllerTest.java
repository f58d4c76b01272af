package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.objective.Objective;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.ScriptedTuner;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobControllerTest {
  private final TunedJob job = new TunedJob();

  @Test
  void waitsForAJobThatIsNotThere() {
    job.cluster.forget(TunedJob.FIRST_RUN);

    assertThat(job.step())
        .isEqualTo(
            new StepOutcome.Waiting(new JobSighting.NotSeen("no live job matches 'WordCount'")));
  }

  @Test
  void measuresUntilTheWindowIsFull() {
    StepOutcome.Measuring first = (StepOutcome.Measuring) job.step();

    assertThat(first.reason()).contains("warm-up");
    assertThat(job.tuner.inputs()).isEmpty();
    assertThat(job.stepTo(Decided.class).metrics().length()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void keepsOneObservationPerWindowOfThoseOperatorsThatCarryOne() {
    job.stepTo(Decided.class);
    for (int i = 0; i < 8; i++) {
      job.step();
    }

    List<Observation> kept = job.history().observations();
    assertThat(kept).hasSize(3).allMatch(o -> o.operator().equals(FakeJobMonitor.COUNT));
    assertThat(kept.get(0).processingAbility()).isCloseTo(200, within(1e-6));
    assertThat(Duration.between(kept.get(0).at(), kept.get(1).at()))
        .isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void keepsNoObservationOfAnIdleJob() {
    job.monitor.load(100, 0.1);

    job.stepTo(Decided.class);

    assertThat(job.history().observations()).isEmpty();
  }

  @Test
  void asksTheTunerOnTheHistoryWithThisWindow() {
    job.stepTo(Decided.class);

    assertThat(job.tuner.inputs()).hasSize(1);
    assertThat(job.tuner.inputs().get(0).history().observations()).hasSize(1);
    assertThat(job.tuner.inputs().get(0).state()).isEqualTo(ScriptedTuner.INITIAL);
  }

  @Test
  void observesWithoutAskingTheTunerInModeObserve() {
    job.mode = Mode.OBSERVE;
    job.start();

    job.stepTo(StepOutcome.Observed.class);

    assertThat(job.tuner.inputs()).isEmpty();
    assertThat(job.history().observations()).hasSize(1);
    assertThat(job.store.decisions(TunedJob.NAME, 5)).isEmpty();
  }

  @Test
  void recommendsWithoutPlanningInModeRecommend() {
    job.mode = Mode.RECOMMEND;
    job.start();
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.RECOMMENDED);
    assertThat(job.planner.asked()).isZero();
    assertThat(job.store.rescales(TunedJob.NAME, 5)).isEmpty();
    assertThat(job.store.tunerState(TunedJob.NAME)).isEmpty();
  }

  @Test
  void theEvidenceSaysWhyNobodyKnowsIfTheObjectiveIsKept() {
    job.objective = Optional.of(new Objective(Duration.ofSeconds(30), 0.99));
    job.start();

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().decision().evidence().notes())
        .contains(
            "how far the objective is kept is not known, because a source does not tell its"
                + " backlog");
  }

  @Test
  void recordsADecisionOnlyWhenItSaysSomethingNew() {
    List<News> news = new ArrayList<>();
    news.add(job.stepTo(Decided.class).news());
    news.add(job.stepTo(Decided.class).news());
    job.tuner.hold(HoldReason.CATCHING_UP, ScriptedTuner.INITIAL);
    news.add(job.stepTo(Decided.class).news());
    news.add(job.stepTo(Decided.class).news());
    job.tuner.hold(HoldReason.FITS, ScriptedTuner.INITIAL);
    news.add(job.stepTo(Decided.class).news());

    assertThat(news).containsExactly(News.NEW, News.REPEATED, News.NEW, News.REPEATED, News.NEW);
    assertThat(job.store.decisions(TunedJob.NAME, 9)).hasSize(3);
  }

  @Test
  void givesTheTunerTheStateBackThatItReturnedWhenItHeld() {
    TunerState state = new TunerState.ContTune(32);
    job.tuner.hold(HoldReason.NOT_CONFIRMED, state);

    job.stepTo(Decided.class);
    job.start();
    job.stepTo(Decided.class);

    assertThat(job.tuner.inputs().get(1).state()).isEqualTo(state);
  }

  @Test
  void saysThatTheLimitsDoNotFitTheJobInsteadOfDeciding() {
    job.limits = snapshot -> new LimitsOf.Fit.Misfit(List.of("no job vertex has \"wc\""));

    StepOutcome.Misfit misfit = job.stepTo(StepOutcome.Misfit.class);

    assertThat(misfit.faults()).containsExactly("no job vertex has \"wc\"");
    assertThat(job.tuner.inputs()).isEmpty();
  }

  @Test
  void givesAJobWithoutTrafficItsMinimumAndKeepsTheTunersMemory() {
    job.tuner.hold(HoldReason.FITS, TunedJob.FORMER_STATE);
    job.monitor.load(0, 0);
    Decided decided = job.stepTo(Decided.class);
    Instant begun = job.clock.instant();
    while (decided.record().outcome() == Outcome.HELD) {
      decided = job.stepTo(Decided.class);
    }

    assertThat(Duration.between(begun, job.clock.instant()))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(decided.record().decision().reason()).contains("count 2 → 1");
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(job.store.tunerState(TunedJob.NAME)).contains(TunedJob.FORMER_STATE);
  }

  @Test
  void putsWhatTheLimitsCouldNotKeepIntoTheEvidence() {
    job.limits = snapshot -> TunedJob.known(List.of("count: min 20 is not possible"));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.limits().notes()).containsExactly("count: min 20 is not possible");
    assertThat(decided.record().decision().evidence().notes())
        .containsExactly("as told", "count: min 20 is not possible");
  }

  @Test
  void putsWhatIsNotedOfThePlanIntoTheEvidence() {
    job.planner.note("a newer jar is not deployed");
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));

    DecisionRecord record = job.stepTo(Decided.class).record();

    assertThat(record.decision().evidence().notes()).contains("a newer jar is not deployed");
  }

  @Test
  void remembersTheObstaclesForAWhileAndAsksAgainAfterwards() {
    job.planner.obstruct("no jar wordcount.jar on this cluster");
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));

    Decided first = job.stepTo(Decided.class);
    for (int i = 0; i < 28; i++) {
      job.stepTo(Decided.class);
    }

    assertThat(first.record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(first.record().guards()).containsExactly("no jar wordcount.jar on this cluster");
    assertThat(job.planner.asked()).isEqualTo(1);
    assertThat(job.store.decisions(TunedJob.NAME, 9)).hasSize(1);

    job.planner.obstruct();
    job.stepTo(Decided.class);
    DecisionRecord last = job.stepTo(Decided.class).record();

    assertThat(last.outcome()).isEqualTo(Outcome.STARTED);
    assertThat(job.planner.asked()).isEqualTo(2);
  }

  @Test
  void asksAtOnceAboutAnotherWishThanTheObstructedOne() {
    job.planner.obstruct("too few slots");
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));
    job.stepTo(Decided.class);

    job.tuner.rescale(
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3), new TunerState.ContTune(16));
    job.stepTo(Decided.class);

    assertThat(job.planner.asked()).isEqualTo(2);
  }

  @Test
  void doesNotRedeployAJobThatItFollowsByTheIdOfOneRun() {
    job.selector = TunedJob.FIRST_RUN;
    job.start();
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(decided.record().guards().get(0)).contains(TunedJob.FIRST_RUN).contains("WordCount");
    assertThat(job.store.rescales(TunedJob.NAME, 1)).isEmpty();
  }

  @Test
  void changesNothingWhileFlinkDoesNotAnswerALook() {
    job.monitor.beginOutage("GET http://127.0.0.1:1/jobs/overview found no connection");

    StepOutcome outcome = job.step();

    assertThat(outcome)
        .isEqualTo(
            new StepOutcome.Unreachable(
                "GET http://127.0.0.1:1/jobs/overview found no connection", Optional.empty()));
    assertThat(job.store.decisions(TunedJob.NAME, 1)).isEmpty();
  }

  @Test
  void changesNothingWhileFlinkDoesNotAnswerThePlanner() {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(16));
    job.planner.beginOutage("GET http://127.0.0.1:1/config found no connection");

    job.stepTo(StepOutcome.Unreachable.class);

    assertThat(job.store.rescales(TunedJob.NAME, 1)).isEmpty();
    assertThat(job.store.decisions(TunedJob.NAME, 1)).isEmpty();
    assertThat(job.store.tunerState(TunedJob.NAME)).isEmpty();

    job.planner.endOutage();

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
  }
}

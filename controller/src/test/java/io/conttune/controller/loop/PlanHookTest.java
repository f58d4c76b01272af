package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.Mode;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.TunerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody else is asked about the tuner's plans, and about nothing else. */
final class PlanHookTest {
  private final TunedJob job = TunedJob.wantingMore();
  private final List<Decision.Rescale> asked = new ArrayList<>();

  private void answer(PlanHook hook) {
    job.hook =
        (snapshot, plan) -> {
          asked.add(plan);
          return hook.ask(snapshot, plan);
        };
    job.start();
  }

  @Test
  void aPlanThatIsHeldIsWithheldAndAskedAboutAgain() {
    answer((snapshot, plan) -> new PlanHook.Answer.Hold("plan-hook: hold: not today"));

    Decided decided = job.stepTo(Decided.class);
    job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.WITHHELD);
    assertThat(decided.record().guards()).containsExactly("plan-hook: hold: not today");
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).parallelism()).isEqualTo(TunedJob.WANTED);
    assertThat(job.planner.asked()).isZero();
  }

  @Test
  void aPlanThatIsChangedIsCarriedOutAsChangedWithTheChangeInTheEvidence() {
    Map<OperatorId, Integer> less = Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);
    answer(
        (snapshot, plan) ->
            new PlanHook.Answer.Go(
                new Decision.Rescale(plan.step(), less, plan.reason(), plan.evidence())
                    .noting(List.of("plan-hook: count 3 instead of 6"))));

    Decided decided = job.stepTo(Decided.class);

    assertThat(decided.record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(decided.record().decision().evidence().notes())
        .contains("plan-hook: count 3 instead of 6");
    assertThat(job.finishRescale().plan().wanted()).isEqualTo(less);
  }

  /** It has not decided on the parallelism that the job gets. */
  @Test
  void afterAPlanThatIsChangedTheTunerRemembersWhatItDoesAfterAChangeElsewhere() {
    job.tuner.rescale(TunedJob.WANTED, new TunerState.Ds2(3, 2, TunedJob.WANTED, 1.5));
    Map<OperatorId, Integer> less = Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);
    answer(
        (snapshot, plan) ->
            new PlanHook.Answer.Go(
                new Decision.Rescale(plan.step(), less, plan.reason(), plan.evidence())));

    assertThat(job.finishRescale().plan().stateAfterwards()).isEqualTo(TunerState.Ds2.INITIAL);
  }

  @Test
  void afterAPlanThatIsCarriedOutAsItIsTheTunerRemembersWhatItHasDecided() {
    answer((snapshot, plan) -> new PlanHook.Answer.Go(plan.noting(List.of("plan-hook: go"))));

    assertThat(job.finishRescale().plan().stateAfterwards()).isEqualTo(TunedJob.STATE_AFTERWARDS);
  }

  @Test
  void nobodyIsAskedAboutWhatAPersonWants() {
    answer((snapshot, plan) -> new PlanHook.Answer.Hold("plan-hook: hold"));
    job.store.give(
        GivenOrders.of(
            TunedJob.NAME, 1000, new Order.Scale(Map.of(FakeJobMonitor.COUNT.value(), 3))));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(asked).isEmpty();
  }

  @Test
  void nobodyIsAskedAboutARecommendation() {
    job.mode = Mode.RECOMMEND;
    answer((snapshot, plan) -> new PlanHook.Answer.Hold("plan-hook: hold"));

    assertThat(job.stepTo(Decided.class).record().outcome()).isEqualTo(Outcome.RECOMMENDED);
    assertThat(asked).isEmpty();
  }
}

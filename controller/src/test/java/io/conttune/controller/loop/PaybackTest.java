package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlan.Patience;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rescale has to be worth its downtime. */
class PaybackTest {
  private static final OperatorId SPLIT = new OperatorId("split");
  private static final OperatorId COUNT = new OperatorId("count");
  private static final Map<OperatorId, Integer> THREE =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 3);

  private final TunedJob job = new TunedJob();

  /** 15 s of downtime for 10 subtasks, shared by those that are saved. */
  @ParameterizedTest
  @CsvSource({"1, 150, true", "1, 149, false", "5, 30, true", "5, 29, false", "1, 0, true"})
  void paysWhenItHasSavedWhatItCostWithinTheTime(int saved, int seconds, boolean pays) {
    assertThat(refusal(Step.SMALL, Provisioning.OVER, 5, 5 - saved, seconds).isEmpty())
        .isEqualTo(pays);
  }

  @Test
  void saysWhatItCostsAndOnWhatGrounds() {
    assertThat(refusal(Step.SMALL, Provisioning.OVER, 5, 4, 60))
        .contains(
            "1 of 10 subtasks would be saved, which pays for the downtime only after 150.0 s"
                + " (payback: 60.0 s); it is expected to keep the job from its input for 15.0 s;"
                + " none of its kind (savepoint, jar) was timed yet");
  }

  @Test
  void weighsNothingThatTheLoadNeeds() {
    assertThat(refusal(Step.BIG, Provisioning.UNDER, 5, 4, 1)).isEmpty();
    assertThat(refusal(Step.LINEAR, Provisioning.UNDER, 5, 4, 1)).isEmpty();
    assertThat(refusal(Step.SMALL, Provisioning.NORMAL, 5, 6, 1)).isEmpty();
  }

  @Test
  void weighsNothingThatGivesAnOperatorMoreThoughOthersGetLess() {
    RescalePlan plan = plan(Map.of(SPLIT, 5, COUNT, 5), Map.of(SPLIT, 6, COUNT, 1));

    assertThat(refusal(Step.SMALL, Provisioning.OVER, plan, 1)).isEmpty();
  }

  @Test
  void refusesWhatDoesNotPayAndLeavesTheJobAlone() {
    job.payback = new PaybackRule(Duration.ofSeconds(30), Duration.ofSeconds(15));
    job.start();
    job.tuner.rescale(
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 1), new TunerState.ContTune(8));

    DecisionRecord record = job.stepTo(Decided.class).record();

    assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(record.guards()).singleElement().asString().contains("only after 45.0 s");
    assertThat(job.store.rescales(TunedJob.NAME, 1)).isEmpty();
    assertThat(job.cluster.calls()).isEmpty();
  }

  @Test
  void expectsWhatRescalesOfItsKindHaveTaken() {
    job.payback = new PaybackRule(Duration.ofSeconds(30), Duration.ofSeconds(15));
    job.start();
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(Decided.class);
    assertThat(job.finishRescale().stage()).isEqualTo(Stage.VERIFIED);
    job.tuner.rescale(THREE, new TunerState.ContTune(8));
    job.clock.advance(TunedJob.TIMING.cooldown());

    DecisionRecord record = job.stepTo(Decided.class).record();

    assertThat(record.outcome()).isEqualTo(Outcome.STARTED);
    assertThat(record.rescaleId()).contains(job.newestRescale().id());
    assertThat(record.decision().evidence().notes())
        .last()
        .asString()
        .contains("the median of the last 1 (savepoint, jar)");
  }

  private Optional<String> refusal(
      Step step, Provisioning provisioning, int former, int wanted, int seconds) {
    RescalePlan plan = plan(Map.of(SPLIT, 5, COUNT, former), Map.of(SPLIT, 5, COUNT, wanted));
    return refusal(step, provisioning, plan, seconds);
  }

  private Optional<String> refusal(
      Step step, Provisioning provisioning, RescalePlan plan, int seconds) {
    Payback payback =
        new Payback(new PaybackRule(Duration.ofSeconds(seconds), Duration.ofSeconds(15)));
    ExpectedOutage expectations =
        new ExpectedOutage(TunedJob.NAME, Duration.ofSeconds(15), job.store);
    Decision.Rescale rescale =
        new Decision.Rescale(
            step,
            plan.wanted(),
            "a test wants it",
            new Evidence("scripted", provisioning, List.of(), List.of()));
    return payback.refusal(rescale, plan, expectations.of(plan));
  }

  private static RescalePlan plan(
      Map<OperatorId, Integer> former, Map<OperatorId, Integer> wanted) {
    return new RescalePlan(
        TunedJob.NAME,
        TunedJob.FIRST_RUN,
        Step.SMALL,
        former,
        wanted,
        Launches.restart(Launches.jar("w.jar"), Launches.jar("w.jar")),
        new TunerState.ContTune(8),
        new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }
}

package io.conttune.bigsmall;

import static io.conttune.bigsmall.SourceAndCount.job;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.history.Observation;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.RbfSurrogate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Unless said otherwise the model says 100 records/s per subtask, the target utilisation is 0.8, α
 * is 3, and the job is source → count with 480 records/s: 600 wanted, so 6 subtasks.
 */
class SmallPhaseTest {
  @Test
  void takesTheModelsPickNearAnObservation() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5));

    assertThat(tuning.rescale().step()).isEqualTo(Step.SMALL);
    assertThat(tuning.parallelism()).isEqualTo(Map.of(id("source"), 1, id("count"), 6));
    assertThat(tuning.rescale().reason()).isEqualTo("count 8 → 6 to fit the rates");
    assertThat(tuning.rescale().evidence().provisioning()).isEqualTo(Provisioning.OVER);
  }

  @Test
  void showsTheCandidatesOfBothMethods() {
    OperatorEvidence count = Tuning.of(job(8, 480, 0.5)).evidence("count");

    // The linear method sees 480 / 0.5 / 8 = 120 per subtask: 5.
    assertThat(count.candidates()).extracting(Candidate::method).containsExactly("curve", "ds2");
    assertThat(count.candidates().get(0).parallelism()).hasValue(6);
    assertThat(count.candidates().get(0).mean()).hasValue(600);
    assertThat(count.candidates().get(1).parallelism()).hasValue(5);
    assertThat(count.targetRate()).hasValue(480);
    assertThat(count.capacityWanted().orElseThrow()).isCloseTo(600, within(1e-9));
    assertThat(count.why())
        .isEqualTo(
            "model: least with a mean that reaches 600.0 records/s, 2 from the nearest observation");
  }

  @Test
  void fallsBackToTheLinearMethodFartherThanAlphaFromAllObservations() {
    // From 12 the model's 6 is 6 away; linear: 480 / 0.5 / 12 = 80 per subtask, 7.5, so 8.
    Tuning tuning = Tuning.of(job(12, 480, 0.5));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 8);
    assertThat(tuning.evidence("count").why())
        .startsWith("the model's 6 is 6 from the nearest observation, farther than α = 3: linear");
  }

  @Test
  void saysWhichShareOfItsRateIsCarriedWhereTheModelRefutesTheParallelism() {
    // The linear method wants 5. The limits allow 4, of which the model expects 160 of 360.
    OperatorEvidence count =
        Tuning.of(
                job(4, 360, 0.9).bounds("count", 1, 4),
                ContTuneSettings.DEFAULT,
                new FixedCurve(p -> 40.0 * p))
            .evidence("count");

    assertThat(count.chosen()).isEqualTo(4);
    assertThat(count.carriedShare().orElseThrow()).isCloseTo(160.0 / 360, within(1e-9));
    assertThat(count.why())
        .endsWith("; nothing up to 4 suffices, 4 carries 44 % of its rate, as the model expects");
  }

  @Test
  void refutesNothingWhereTheModelIsNotTrusted() {
    // Beyond its observations this model falls, so it says nothing of 5.
    OperatorEvidence count =
        Tuning.of(
                job(4, 360, 0.9),
                ContTuneSettings.DEFAULT,
                new FixedCurve(p -> p > 4 ? 1 : 100.0 * p))
            .evidence("count");

    assertThat(count.chosen()).isEqualTo(5);
    assertThat(count.carriedShare()).isEmpty();
  }

  @Test
  void countsTheHistoryAmongTheObservations() {
    assertThat(Tuning.of(job(12, 480, 0.5).observed("count", 3, 310)).parallelism())
        .containsEntry(id("count"), 6);
  }

  @Test
  void trustsTheModelOnlyWhereItWasObservedIfAlphaIsZero() {
    ContTuneSettings zero = Tuning.settings(0, 0.1, 0.8);

    assertThat(Tuning.of(job(8, 480, 0.5), zero, Tuning.HUNDRED_PER_SUBTASK).parallelism())
        .containsEntry(id("count"), 5);
    assertThat(
            Tuning.of(job(8, 480, 0.5).observed("count", 6, 600), zero, Tuning.HUNDRED_PER_SUBTASK)
                .parallelism())
        .containsEntry(id("count"), 6);
  }

  @Test
  void fallsBackToTheLinearMethodWhenNoParallelismUpToTheMaximumSuffices() {
    // p_max is 8; 4 subtasks of 100 each would process 600 only beyond 60 on this curve.
    Tuning tuning =
        Tuning.of(job(4, 360, 0.9), ContTuneSettings.DEFAULT, new FixedCurve(p -> 10.0 * p));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 5);
    assertThat(tuning.evidence("count").candidates().get(0).note())
        .isEqualTo("no mean from 5 to 8 reaches 450.0 records/s");
  }

  @Test
  void letsTheMaximumGrowWithWhatTheLinearMethodGives() {
    // 950 at busy 0.95 on 8: 125 per subtask, 1187.5 wanted: 10, beyond p_max = 8.
    Tuning tuning = Tuning.of(job(8, 950, 0.95));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 10);
    assertThat(tuning.largestParallelism()).isEqualTo(10);
  }

  @Test
  void picksElevenOfTheReadmesExampleAsItsAlphaAllows() {
    // The history of the Q1 mapper in the paper's README; 4e6 records/s, full use.
    Map<Integer, Double> readme = new LinkedHashMap<>();
    readme.put(1, 529573.16752);
    readme.put(2, 966817.36242);
    readme.put(4, 1829695.58);
    readme.put(6, 2535502.7616);
    readme.put(7, 2936888.579);
    readme.put(8, 3118477.8826);
    readme.put(10, 3721099.1836);
    readme.put(13, 4624714.165666);
    readme.put(15, 4967828.2586);
    readme.put(20, 6350677.0454);
    readme.put(21, 6465249.805);
    readme.put(25, 7089387.3074);
    JobFixture job = job(26, 4_000_000, 4_000_000 / 7476391.84);
    readme.forEach((p, ability) -> job.observed("count", p, ability));

    Tuning near = Tuning.of(job, Tuning.settings(1, 0.1, 1), new RbfSurrogate());
    Tuning zero = Tuning.of(job, Tuning.settings(0, 0.1, 1), new RbfSurrogate());

    assertThat(near.parallelism()).containsEntry(id("count"), 11);
    // Linear from 26: 4e6 / (7476391.84 / 26) = 13.9.
    assertThat(zero.parallelism()).containsEntry(id("count"), 14);
    assertThat(zero.evidence("count").candidates().get(0).parallelism()).hasValue(11);
  }

  @Test
  void doesNotCountAWindowTwiceThatIsInTheHistoryAlready() {
    JobFixture job = job(8, 480, 0.5);
    RecordingSurrogate surrogate = new RecordingSurrogate();
    TuningInput input = job.input(new TunerState.ContTune(8));
    Observation stored = new Observation(id("count"), 8, 960, JobFixture.WINDOW_END);
    TuningInput withWindow =
        new TuningInput(
            input.graph(),
            input.metrics(),
            input.history().with(List.of(stored)),
            input.limits(),
            input.state());

    Tuning.tuner(ContTuneSettings.DEFAULT, surrogate).decide(withWindow);

    assertThat(surrogate.lastPoints())
        .singleElement()
        .satisfies(p -> assertThat(p.samples()).isEqualTo(1));
  }

  @Test
  void startsWithItsFirstMaximumAfterTheMethodOfTheJobWasChanged() {
    TunerState others = new TunerState.Ds2(3, 1, Map.of(id("count"), 4), 1.5);
    JobFixture job = job(8, 480, 0.5).observed("count", 12, 1200);

    for (TunerState former : List.of(others, new TunerState.None())) {
      Tuning tuning = Tuning.of(job, ContTuneSettings.DEFAULT, Tuning.HUNDRED_PER_SUBTASK, former);

      assertThat(tuning.parallelism()).isEqualTo(Tuning.of(job).parallelism());
      assertThat(tuning.largestParallelism()).isEqualTo(12);
    }
  }

  @Test
  void remembersAMaximumOfItsOwnThoughItHoldsAfterTheMethodOfTheJobWasChanged() {
    JobFixture job = job(8, 480, 1).backlog("source", 4000, -100);

    Tuning tuning =
        Tuning.of(
            job, ContTuneSettings.DEFAULT, Tuning.HUNDRED_PER_SUBTASK, TunerState.Ds2.INITIAL);

    tuning.hold(HoldReason.CATCHING_UP);
    assertThat(tuning.tuned().state()).isEqualTo(new TunerState.ContTune(8));
  }

  @Test
  void letsAJobThatCatchesUpAlone() {
    TunerState state = new TunerState.ContTune(16);
    JobFixture job = job(8, 480, 1).backlog("source", 4000, -100);

    Tuning tuning = Tuning.of(job, ContTuneSettings.DEFAULT, Tuning.HUNDRED_PER_SUBTASK, state);

    assertThat(tuning.hold(HoldReason.CATCHING_UP).reason())
        .isEqualTo(
            "catching up: source has a backlog of 4000 records, falling by 100.0 records/s, 40 s to"
                + " go");
    assertThat(tuning.tuned().state()).isEqualTo(state);
    assertThat(tuning.evidence("count").targetRate()).hasValue(380);
  }

  @Test
  void takesNoParallelismThatWasSeenToBeTooFewWhateverTheModelSays() {
    // The model says 100 per subtask and picks 6 for 600; 7 subtasks were seen to process 590.
    JobFixture job = job(8, 480, 0.5).observed("count", 7, 590);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.evidence("count").chosen()).isEqualTo(8);
  }

  @Test
  void trustsTheModelBelowWhatWasSeenToSuffice() {
    JobFixture job = job(8, 480, 0.5).observed("count", 7, 610);

    assertThat(Tuning.of(job).parallelism().get(id("count"))).isEqualTo(6);
  }

  @Test
  void takesTheLinearMethodsChoiceOnlyAboveWhatWasSeenToBeTooFew() {
    // 50 records/s per subtask: the line leads to 3 for 112.5; 5 were seen to process 110.
    JobFixture job = job(2, 90, 0.9).observed("count", 5, 110);

    Tuning tuning = Tuning.of(job, ContTuneSettings.DEFAULT, new FixedCurve(p -> 1.0));

    assertThat(tuning.evidence("count").chosen()).isEqualTo(6);
    assertThat(tuning.evidence("count").why()).contains("up to 5 it was observed to be too few;");
  }
}

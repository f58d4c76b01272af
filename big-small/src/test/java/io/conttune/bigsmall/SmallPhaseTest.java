package io.conttune.bigsmall;

import static io.conttune.core.graph.ShipStrategy.BROADCAST;
import static io.conttune.core.graph.ShipStrategy.FORWARD;
import static io.conttune.core.graph.ShipStrategy.HASH;
import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.history.Observation;
import io.conttune.core.metrics.TaskTime;
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
  void keepsWhatFits() {
    Tuning tuning = Tuning.of(job(6, 480, 0.8));

    assertThat(tuning.hold(HoldReason.FITS).evidence().provisioning())
        .isEqualTo(Provisioning.NORMAL);
    assertThat(tuning.tuned().state()).isEqualTo(new TunerState.ContTune(8));
  }

  @Test
  void ignoresAChangeBelowTheThreshold() {
    // 20 + 1 subtasks against 19 + 1: 5 %.
    Tuning tuning = Tuning.of(job(20, 1520, 0.76));

    assertThat(tuning.hold(HoldReason.BELOW_THRESHOLD).reason())
        .isEqualTo(
            "count 20 → 19 would change the total parallelism from 21 to 20, less than the"
                + " threshold of 10 %");
  }

  @Test
  void redeploysAtTheThreshold() {
    // 11 to 10 in total is exactly a tenth.
    assertThat(Tuning.of(job(10, 720, 0.72)).parallelism()).containsEntry(id("count"), 9);
  }

  @Test
  void doesNotLetTheThresholdHideAnOperatorThatIsShort() {
    // count is 0.92 busy and wants 21 instead of 20; total 21 to 22 is 5 %.
    Tuning tuning = Tuning.of(job(20, 1680, 0.92).observed("count", 24, 2400));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 21);
    assertThat(tuning.rescale().reason()).isEqualTo("count 20 → 21 to fit the rates; short: count");
  }

  @Test
  void holdsASmallGrowthBackWhileNoOperatorIsShort() {
    Tuning.of(job(20, 1680, 0.84)).hold(HoldReason.BELOW_THRESHOLD);
  }

  @Test
  void doesNotLetTheThresholdHideABacklogThatCannotBeWorkedOff() {
    // No operator is busy, the source is slow by itself; its 6000 records want 50/s more of count:
    // 1600/0.8 + 50 = 2050 > 1600/0.79 = 2025, so 21 instead of 20.
    JobFixture job = job(20, 1600, 0.79).backlog("source", 6000, 0).heldUp("source");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("count"), 21);
    assertThat(tuning.evidence("count").capacityWanted().orElseThrow())
        .isCloseTo(2050, within(1e-6));
  }

  @Test
  void doesNotPlanForABacklogOfLessThanASecond() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).backlog("source", 470, 0));

    assertThat(tuning.evidence("count").capacityWanted().orElseThrow())
        .isCloseTo(600, within(1e-9));
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
  void givesOperatorsOnAForwardEdgeTheLargerParallelism() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("map", 8, 480, 480, 0.5)
            .vertex("sink", 8, 480, 0, 0.3)
            .edge("source", "map", HASH)
            .edge("map", "sink", FORWARD)
            .observed("map", 7, 700);
    // map: model 6. sink: the same curve gives 6 too, so its bounds ask for 7.
    job.bounds("sink", 7, 64);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("map"), 7).containsEntry(id("sink"), 7);
  }

  @Test
  void saysWhichPartnerNeedsMore() {
    // light gets 480/s, heavy 680/s after a fan-out: 6 and 9 of 100 each.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("light", 12, 480, 680, 0.5)
            .vertex("heavy", 12, 680, 0, 0.6)
            .edge("source", "light", HASH)
            .edge("light", "heavy", FORWARD)
            .observed("light", 6, 600)
            .observed("heavy", 9, 900);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("light"), 9).containsEntry(id("heavy"), 9);
    assertThat(tuning.evidence("light").why())
        .endsWith("; an operator that FORWARD joins it with needs 9");
  }

  @Test
  void staysWithinTheLimitsAndSaysSo() {
    // p_lin of 8 from 12 is clamped to 10.
    Tuning tuning = Tuning.of(job(12, 480, 0.5).bounds("count", 10, 20));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 10);
    assertThat(Tuning.of(job(12, 480, 0.5).bounds("count", 1, 7)).evidence("count").why())
        .endsWith("; its limits of 1 to 7 make it 7");
  }

  @Test
  void bringsAnOperatorBackIntoItsLimitsHoweverSmallTheChange() {
    Tuning tuning = Tuning.of(job(20, 1600, 0.8).bounds("count", 1, 19));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 19);
  }

  @Test
  void keepsAnOperatorThatReceivedNothing() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 480, 480, 0.2)
            .vertex("window", 6, 480, 0, 0.8)
            .vertex("sink", 5, 0, 0, 0)
            .chain("source", "window", "sink")
            .observed("sink", 2, 500);

    Tuning tuning = Tuning.of(job);

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("sink").why()).isEqualTo("received nothing in this window, keeps 5");
  }

  @Test
  void takesSubtasksAwayFromAnIdleOperatorByTheQuotientButNeverAddsAny() {
    // Busy 0.1 carries no processing ability, and nothing is known: 480 / 0.1 / 8 = 600, so 1.
    Tuning shrinking = Tuning.of(job(8, 480, 0.1));
    assertThat(shrinking.parallelism()).containsEntry(id("count"), 1);
    assertThat(shrinking.evidence("count").why()).startsWith("nothing is known of it yet: linear");

    // The source reads 48 of 2448: 306 per subtask on the face of it, 3060 wanted.
    JobFixture slowSource = job(1, 48, 0.1).backlog("source", 3, 2400).bounds("source", 1, 4);
    Tuning growing = Tuning.of(slowSource);
    assertThat(growing.parallelism()).containsEntry(id("count"), 1);
    assertThat(growing.evidence("count").why()).contains("too little busy to add subtasks");
  }

  @Test
  void keepsAnOperatorThatWasNeverBusyAndOfWhichNothingIsKnown() {
    Tuning tuning = Tuning.of(job(8, 480, 0));

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("count").why())
        .isEqualTo("nothing is known of it yet; was never busy in this window, keeps 8");
  }

  @Test
  void givesOneSubtaskWhenNothingArrivesAnyMore() {
    // 60 left at the start of the window were read in it: λ = 1 - 1 = 0.
    Tuning tuning = Tuning.of(job(8, 1, 0.5).backlog("source", 0, -1));

    assertThat(tuning.parallelism()).containsEntry(id("count"), 1);
  }

  @Test
  void asksTheModelForTheRateThatABroadcastMeansAtEachParallelism() {
    // events 360 shared, rules 20 per subtask: (360 + 20 p) / 0.8 <= 100 p from p = 6 on.
    JobFixture job =
        new JobFixture()
            .vertex("events", 1, 360, 360, 0.2)
            .vertex("rules", 1, 20, 20, 0.2)
            .vertex("apply", 8, 520, 0, 0.65)
            .edge("events", "apply", HASH)
            .edge("rules", "apply", BROADCAST);

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("apply"), 6);
    assertThat(tuning.evidence("apply").capacityWanted().orElseThrow())
        .isCloseTo(600, within(1e-9));
  }

  @Test
  void findsNothingWhereNoParallelismKeepsUpWithABroadcast() {
    JobFixture job =
        new JobFixture()
            .vertex("rules", 1, 90, 90, 0.2)
            .vertex("apply", 8, 720, 0, 0.9)
            .edge("rules", "apply", BROADCAST);

    Tuning tuning = Tuning.of(job);

    tuning.hold(HoldReason.FITS);
    assertThat(tuning.evidence("apply").candidates().get(0).parallelism()).isEmpty();
  }

  @Test
  void holdsWhenTheRatesCannotBeTold() {
    JobFixture job =
        new JobFixture()
            .vertex("a", 1, 100, 100, new TaskTime(0.3, 0.5, 0.2))
            .backlog("a", 0, 0)
            .vertex("b", 1, 100, 100, 0.2)
            .backlog("b", 0, 0)
            .vertex("x", 4, 100, 0, 0.5)
            .vertex("y", 4, 100, 0, 0.5)
            .chain("a", "x")
            .chain("a", "y")
            .chain("b", "x")
            .chain("b", "y");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.hold(HoldReason.UNKNOWN_RATES).reason())
        .startsWith("x: how much it reads from each of a, b cannot be told");
    assertThat(tuning.evidence("x").chosen()).isEqualTo(4);
  }

  @Test
  void takesNothingAwayFromAnOperatorBehindAWindowForABurstThatTheWindowMissed() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 4, 400, 1, 0.9)
            .vertex("enrich", 16, 1, 1, 0.01)
            .vertex("sink", 8, 1, 0, 0.3)
            .chain("source", "window", "enrich", "sink")
            .bursty("window");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("enrich"), 16).containsEntry(id("sink"), 8);
    assertThat(tuning.evidence("enrich").why())
        .endsWith("bursts of which the window does not hold two whole periods, keeps 16");
  }

  @Test
  void doesNotEnlargeAnOperatorBehindAWindowForABurst() {
    // The window holds the burst: 400 records/s for an operator that does 100 per subtask.
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.2)
            .vertex("window", 8, 400, 400, 0.5)
            .vertex("sink", 2, 190, 0, 0.95)
            .backlog("source", 0, 0)
            .chain("source", "window", "sink")
            .bursty("window");

    Tuning tuning = Tuning.of(job);

    assertThat(tuning.parallelism()).containsEntry(id("sink"), 2).containsEntry(id("window"), 5);
    assertThat(tuning.evidence("sink").why())
        .endsWith("bursts of which the window does not hold two whole periods, keeps 2");
  }

  @Test
  void estimatesWhatAShortJobNeedsForARecommendation() {
    // 100 per subtask; 480 arrive and 400 are read: 600 wanted, and 1/120 of what waits.
    JobFixture job = job(4, 400, 1).backlog("source", 1200, 80).heldUp("source");
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job, estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.rescale().step()).isEqualTo(Step.SMALL);
    assertThat(tuning.parallelism()).containsEntry(id("count"), 7);
    assertThat(tuning.rescale().evidence().provisioning()).isEqualTo(Provisioning.UNDER);
  }

  @Test
  void recommendsNothingButSaysWhatIsCarriedWhereTheLimitsAllowNoMore() {
    JobFixture job =
        job(4, 400, 1).backlog("source", 1200, 80).heldUp("source").bounds("count", 1, 4);
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job, estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.hold(HoldReason.AT_LIMIT).reason())
        .isEqualTo(
            "count: nothing up to 4 suffices, 4 carries 83 % of its rate, as the model expects");
    assertThat(tuning.hold(HoldReason.AT_LIMIT).evidence().provisioning())
        .isEqualTo(Provisioning.UNDER);
  }

  @Test
  void saysThatARecommendationIsAStepWhereTheRatesAreNotKnown() {
    ContTuneSettings estimating = ContTuneSettings.DEFAULT.with(Relief.ESTIMATE);

    Tuning tuning = Tuning.of(job(4, 400, 1), estimating, Tuning.HUNDRED_PER_SUBTASK);

    assertThat(tuning.rescale().step()).isEqualTo(Step.BIG);
    assertThat(tuning.rescale().reason())
        .endsWith("; the rates are not known, so this is a step and no estimate");
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

  @Test
  void holdsWhileTheRateChangesWithinTheWindow() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.11));

    assertThat(tuning.hold(HoldReason.UNSTEADY_RATES).reason())
        .isEqualTo("the rate changed by 11 % within the window, more than 10 %");
    assertThat(tuning.evidence("count").chosen()).isEqualTo(8);
  }

  @Test
  void showsThatTheRateChangedByMoreThanItMay() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.1004));

    assertThat(tuning.hold(HoldReason.UNSTEADY_RATES).reason())
        .isEqualTo("the rate changed by 10.04 % within the window, more than 10.00 %");
  }

  @Test
  void fitsToARateThatIsSteadyEnough() {
    Tuning tuning = Tuning.of(job(8, 480, 0.5).drift(0.1));

    assertThat(tuning.rescale().step()).isEqualTo(Step.SMALL);
  }

  @Test
  void relievesAnOverloadWithoutWaitingForASteadyRate() {
    Tuning tuning = Tuning.of(job(4, 480, 1).drift(0.5));

    assertThat(tuning.rescale().step()).isEqualTo(Step.BIG);
  }

  private static JobFixture job(int subtasks, double rate, double busy) {
    return new JobFixture()
        .vertex("source", 1, rate, rate, 0.2)
        .vertex("count", subtasks, rate, 0, busy)
        .chain("source", "count");
  }
}

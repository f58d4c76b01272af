package io.conttune.benchmark.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Minimum;
import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.RestartModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workloads;
import io.conttune.controller.config.ObjectiveSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that hold for every simulation, whatever its figures. */
class ComparisonTest {
  private static final Settings SETTINGS = Settings.of(1);

  /** What runs with {@link #SETTINGS} came to: many rules look at the same run. */
  private static final Map<Run, WorkloadResult> RESULTS = new HashMap<>();

  private record Run(String workload, Contender contender) {}

  private static WorkloadResult run(String workload, Contender contender)
      throws InterruptedException {
    Run run = new Run(workload, contender);
    WorkloadResult known = RESULTS.get(run);
    if (known != null) {
      return known;
    }
    WorkloadResult result = run(workload, contender, SETTINGS);
    RESULTS.put(run, result);
    return result;
  }

  private static WorkloadResult run(String workload, Contender contender, Settings settings)
      throws InterruptedException {
    Scheduled scheduled = new Scheduled(Workloads.builtIn(workload), Schedule.Form.RAMP);
    return new Comparison(List.of(scheduled), List.of(contender), settings)
        .run()
        .workloads()
        .get(0);
  }

  private static Score score(String workload, Contender contender) throws InterruptedException {
    return run(workload, contender).score(contender);
  }

  @ParameterizedTest
  @EnumSource(Contender.class)
  void comesToTheSameForTheSameSeed(Contender contender) throws InterruptedException {
    assertThat(run("wordcount", contender, SETTINGS)).isEqualTo(run("wordcount", contender));
  }

  @Test
  void dependsOnTheSeed() throws InterruptedException {
    Settings other = Settings.of(2);

    assertThat(run("q5", Contender.DS2)).isNotEqualTo(run("q5", Contender.DS2, other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wordcount", "q1", "q2", "q3", "q5", "q8"})
  void letsTheOracleBeShortForNoLongerThanARestart(String name) throws InterruptedException {
    WorkloadResult result = run(name, Contender.ORACLE);
    RunResult run = result.runs().get(Contender.ORACLE).get(0);
    double restart = result.workload().restart().toSeconds();
    int changes = run.tunings().size() - 1;
    // The first window of a job that begins with one subtask takes 45 s.
    double first = 45 + restart;

    assertThat(run.shortSeconds()).isLessThanOrEqualTo(first + changes * restart);
    assertThat(run.tunings()).allMatch(tuning -> tuning.reconfigurations() <= 1);
    assertThat(result.score(Contender.ORACLE).excessSlots()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wordcount", "q1", "q2", "q3", "q5", "q8"})
  void neverTouchesAJobThatIsProvisionedForThePeak(String name) throws InterruptedException {
    Score score = score(name, Contender.STATIC_PEAK);

    assertThat(score.reconfigurations()).isZero();
    assertThat(score.downSeconds()).isZero();
    assertThat(score.underProvisionedSeconds()).isZero();
    assertThat(score.worstLagSeconds()).isZero();
    assertThat(score.beyondLagSeconds()).isZero();
    assertThat(score.excessSlots()).isPositive();
    assertThat(score.meanSlots()).isEqualTo(score.maxSlots());
  }

  @ParameterizedTest
  @EnumSource(Contender.class)
  void keepsItsBooks(Contender contender) throws InterruptedException {
    WorkloadResult result = run("wordcount", contender);
    Workload workload = result.workload();
    Score score = result.score(contender);
    RunResult run = result.runs().get(contender).get(0);

    // Two neighbours of the ramp's top have one rate.
    assertThat(score.tunings()).isEqualTo(19);
    assertThat(run.seconds()).isCloseTo(20.0 * 600, within(1e-6));
    assertThat(score.slotSeconds()).isCloseTo(score.meanSlots() * run.seconds(), within(1e-6));
    assertThat(score.downSeconds())
        .isLessThanOrEqualTo(score.reconfigurations() * (double) workload.restart().toSeconds());
    assertThat(score.underProvisionedSeconds()).isGreaterThanOrEqualTo(score.downSeconds());
    assertThat(score.bigReconfigurations()).isLessThanOrEqualTo(score.reconfigurations());
    assertThat(run.tunings().stream().mapToInt(TuningResult::reconfigurations).sum())
        .isEqualTo(score.reconfigurations());
    assertThat(score.maxSlots()).isLessThanOrEqualTo(workload.slots());
  }

  @ParameterizedTest
  @EnumSource(
      value = Contender.class,
      names = {"BIG_DS2", "CONTTUNE_0", "CONTTUNE_3"})
  void goesThroughBigOnlyWhereTheMethodHasOne(Contender contender) throws InterruptedException {
    assertThat(score("q1", contender).bigReconfigurations()).isPositive();
    assertThat(score("q1", Contender.DS2).bigReconfigurations()).isZero();
  }

  @Test
  void restartsNoLessThanTheOracleAndNoMoreThanRandomSearch() throws InterruptedException {
    int oracle = score("q2", Contender.ORACLE).reconfigurations();
    int random = score("q2", Contender.RANDOM).reconfigurations();

    assertThat(score("q2", Contender.CONTTUNE_3).reconfigurations()).isBetween(oracle, random);
  }

  /** With one busy operator, what carries the rate has no fewer slots than the least that does. */
  @ParameterizedTest
  @EnumSource(
      value = Contender.class,
      names = {"DS2", "CONTTUNE_3", "RANDOM", "DHALION"})
  void hasNoLessThanTheLeastWhereItCarriesTheRate(Contender contender) throws InterruptedException {
    WorkloadResult result = run("q2", contender);
    Workload workload = result.workload();
    OperatorModel filter = workload.operators().get(1);

    for (TuningResult tuning : result.runs().get(contender).get(0).tunings()) {
      boolean carries = filter.throughput(tuning.slots()) >= workload.demand(tuning.rate())[1];
      assertThat(tuning.slots() >= tuning.leastSlots()).as("%s", tuning).isEqualTo(carries);
    }
  }

  @Test
  void letsTheLateOracleSeeAChangeOnePollLater() throws InterruptedException {
    Score atOnce = score("q2", Contender.ORACLE);
    Score late = score("q2", Contender.LATE_ORACLE);

    assertThat(atOnce.reactionSeconds()).hasValue(0);
    assertThat(late.reactionSeconds()).hasValue(15);
    assertThat(late.reconfigurations()).isEqualTo(atOnce.reconfigurations());
    assertThat(late.underProvisionedSeconds()).isGreaterThan(atOnce.underProvisionedSeconds());
    assertThat(late.shortageAgainst(late)).hasValue(1);
  }

  @Test
  void runsContTuneAtTheServicesUtilizationUnlessAsked() throws InterruptedException {
    Score shipped = score("q2", Contender.CONTTUNE);

    assertThat(SETTINGS.utilizationOf(Contender.CONTTUNE)).isEqualTo(0.8);
    assertThat(SETTINGS.utilizationOf(Contender.CONTTUNE_3)).isEqualTo(1);
    assertThat(run("q2", Contender.CONTTUNE, SETTINGS.at(0.8)).score(Contender.CONTTUNE))
        .isEqualTo(shipped);
  }

  @Test
  void scoresNothingBeforeTheScoredPartAndBeginsWarmIfAsked() throws InterruptedException {
    RunTerms terms =
        new RunTerms(
            Duration.ofSeconds(15),
            RunTerms.Start.WARM,
            Duration.ofHours(1),
            ObjectiveSettings.STANDARD,
            Optional.empty());

    WorkloadResult result = run("q2", Contender.ORACLE, SETTINGS.on(terms));

    RunResult run = result.runs().get(Contender.ORACLE).get(0);
    assertThat(run.seconds()).isCloseTo(14 * 600, within(1e-6));
    assertThat(run.tunings()).hasSize(13);
    assertThat(run.decisions().get(0).at()).isBefore(Instant.ofEpochSecond(3600));
    assertThat(run.timeline().get(0).slots())
        .isEqualTo(
            result.workload().tunedSlots(Minimum.of(result.workload(), 1, 1, 10, 1).parallelism()));
  }

  @Test
  void playsEverythingOnceForEachSeed() throws InterruptedException {
    Settings both = new Settings(List.of(1L, 2L), OptionalDouble.empty(), 1, 0, RunTerms.STANDARD);

    List<RunResult> runs = run("q5", Contender.DS2, both).runs().get(Contender.DS2);

    assertThat(runs)
        .isEqualTo(
            List.of(
                run("q5", Contender.DS2, Settings.of(1)).runs().get(Contender.DS2).get(0),
                run("q5", Contender.DS2, Settings.of(2)).runs().get(Contender.DS2).get(0)));
  }

  /** A failed rescale goes back to the former parallelism, and is wanted again. */
  @ParameterizedTest
  @EnumSource(
      value = Contender.class,
      names = {"ORACLE", "CONTTUNE_3", "CONTTUNE"})
  void comesThroughRestartsThatFail(Contender contender) throws InterruptedException {
    Workload q2 = Workloads.builtIn("q2");
    Workload failing =
        new Workload(
            q2.name(),
            q2.step(),
            new RestartModel(q2.restart(), Duration.ZERO, 0.2, 0.25),
            q2.sourceRate(),
            q2.slots(),
            q2.rates(),
            q2.operators());
    Scheduled scheduled = new Scheduled(failing, Schedule.Form.RAMP);

    WorkloadResult result =
        new Comparison(List.of(scheduled), List.of(contender), SETTINGS).run().workloads().get(0);

    Score score = result.score(contender);
    assertThat(score.downSeconds()).isGreaterThan(score("q2", contender).downSeconds());
    assertThat(result.runs().get(contender).get(0).timeline())
        .last()
        .satisfies(last -> assertThat(last.isUp()).isTrue());
    assertThat(score.maxSlots()).isGreaterThanOrEqualTo(23);
  }

  @Test
  void followsADriftOfAllCapacities() throws InterruptedException {
    Score slower =
        run("q2", Contender.ORACLE, Settings.of(1).drifting(0.8)).score(Contender.ORACLE);

    assertThat(slower.meanSlots()).isGreaterThan(score("q2", Contender.ORACLE).meanSlots());
    assertThat(slower.excessSlots()).isZero();
  }

  @Test
  void leavesRoomBelowTheTargetUtilization() throws InterruptedException {
    Settings roomy = Settings.of(1).at(0.8);

    Score score = run("q2", Contender.ORACLE, roomy).score(Contender.ORACLE);

    assertThat(score.meanSlots()).isGreaterThan(score("q2", Contender.ORACLE).meanSlots());
    assertThat(score.excessSlots()).isZero();
  }
}

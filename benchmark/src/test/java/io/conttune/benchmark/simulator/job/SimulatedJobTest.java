package io.conttune.benchmark.simulator.job;

import static io.conttune.benchmark.simulator.workload.TestWorkloads.MAP;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SINK;
import static io.conttune.benchmark.simulator.workload.TestWorkloads.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;

import io.conttune.benchmark.simulator.job.SimulationRecorder.JobPresence;
import io.conttune.benchmark.simulator.schedule.RatePlan;
import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.RestartModel;
import io.conttune.benchmark.simulator.workload.TestWorkloads;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.benchmark.simulator.workload.Workloads;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.VertexSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The line of {@link TestWorkloads}: 100 records/s, of which each subtask of the map does 60. */
class SimulatedJobTest {
  private final VirtualClock clock = new VirtualClock();
  private final List<SimulationRecorder.Span> spans = new ArrayList<>();

  private SimulatedJob job(Workload workload, int map) {
    return new SimulatedJob(
        workload,
        RatePlan.of(workload.rates(), workload.step()),
        Disturbances.of(1),
        spans::add,
        "first",
        parallelism(map));
  }

  private static Map<OperatorId, Integer> parallelism(int map) {
    return Map.of(SOURCE, 1, MAP, map, SINK, 1);
  }

  private static Workload line(Double... rates) {
    return TestWorkloads.line(List.of(rates));
  }

  private void advance(SimulatedJob job, long second) {
    clock.moveTo(Instant.ofEpochSecond(second));
    job.advanceTo(clock.instant());
  }

  private JobSnapshot look(SimulatedJob job) {
    return ((JobSighting.Seen) new SimulatedMonitor(job, clock).look()).snapshot();
  }

  @Test
  void countsWhatFlinkWouldOfAJobThatKeepsUp() {
    SimulatedJob job = job(line(1.0), 2);

    advance(job, 50);

    VertexSample map = look(job).samples().get(MAP);
    assertThat(map.recordsIn()).hasValue(5000);
    assertThat(map.recordsOut()).hasValue(10000);
    // 100 of 120 records/s, by two subtasks for 50 s.
    assertThat(map.accumulated().orElseThrow().busy()).isCloseTo(83333.3, offset(0.1));
    assertThat(map.accumulated().orElseThrow().idle()).isCloseTo(16666.7, offset(0.1));
    assertThat(map.accumulated().orElseThrow().backPressured()).isZero();
    assertThat(look(job).samples().get(SOURCE).pendingRecords()).hasValue(0);
  }

  @Test
  void holdsTheSourceUpWhereTheMapIsTooSlow() {
    SimulatedJob job = job(line(1.0), 1);

    advance(job, 50);

    VertexSample source = look(job).samples().get(SOURCE);
    assertThat(source.recordsIn()).hasValue(3000);
    assertThat(source.pendingRecords()).hasValue(2000);
    // It reads 60 of 1000 records/s and waits for the rest of the time.
    assertThat(source.accumulated().orElseThrow().busy()).isCloseTo(3000, offset(0.1));
    assertThat(source.accumulated().orElseThrow().backPressured()).isCloseTo(47000, offset(0.1));
    VertexSample map = look(job).samples().get(MAP);
    assertThat(map.accumulated().orElseThrow().busy()).isCloseTo(50000, offset(0.1));
    // 60 of 100 records/s are carried.
    assertThat(spans)
        .allSatisfy(span -> assertThat(span.missingShare()).isCloseTo(0.4, within(1e-9)));
  }

  @Test
  void worksABacklogOffAsFastAsItCan() {
    SimulatedJob job = job(line(1.0, 0.3), 1);

    advance(job, 100);
    assertThat(job.backlog(0)).isCloseTo(4000, within(1e-6));
    advance(job, 200);

    // 30 arrive and 60 are read: 3000 fewer after 100 s.
    assertThat(job.backlog(0)).isCloseTo(1000, within(1e-6));
    assertThat(spans.get(spans.size() - 1).missingShare()).isZero();
  }

  @Test
  void isGoneWithItsBacklogAtTheVeryMoment() {
    SimulatedJob job = job(line(1.0), 1);
    advance(job, 10);
    new SimulatedCluster(job).stop("first", "t", "dir");
    job.redeploy("second", parallelism(4));
    advance(job, 20);
    assertThat(job.backlog(0)).isCloseTo(400 + 1000, within(1e-6));

    // 240 are read and 100 arrive: after 10 s nothing is left.
    advance(job, 29);
    assertThat(job.backlog(0)).isCloseTo(140, within(1e-6));
    advance(job, 31);

    assertThat(job.backlog(0)).isZero();
    assertThat(look(job).samples().get(SOURCE).recordsIn()).hasValue(2500);
  }

  @Test
  void isDownForTheRestartAndHasNoMetricsAtFirst() {
    SimulatedJob job = job(line(1.0), 2);
    SimulatedCluster cluster = new SimulatedCluster(job);
    advance(job, 30);
    cluster.stop("first", "t", "dir");
    job.redeploy("second", parallelism(3));

    advance(job, 39);
    assertThat(look(job).state()).isEqualTo(JobState.TRANSITIONAL);
    advance(job, 40);

    assertThat(look(job).state()).isEqualTo(JobState.RUNNING);
    assertThat(look(job).jobId()).isEqualTo("second");
    assertThat(look(job).graph().parallelism()).containsEntry(MAP, 3);
    assertThat(look(job).samples().get(MAP).accumulated()).isEmpty();
    advance(job, 45);
    assertThat(look(job).samples().get(MAP).accumulated()).isPresent();
    double down =
        spans.stream()
            .filter(span -> span.presence() == JobPresence.DOWN)
            .mapToDouble(SimulationRecorder.Span::seconds)
            .sum();
    assertThat(down).isCloseTo(10, within(1e-9));
  }

  /** After 100 s at 100 records/s, of which 60 are read, the record of second 60 is next. */
  @Test
  void tellsTheAgeOfTheOldestRecordAndNotTheBacklogOverThePresentRate() {
    SimulatedJob job = job(line(1.0, 0.3), 1);

    advance(job, 100);
    assertThat(spans.get(spans.size() - 1).lagSeconds()).isCloseTo(40, within(1e-6));
    advance(job, 110);

    // Another 600 were read, the 4600th to 6600th are those of seconds 66 to 100.
    assertThat(spans.get(spans.size() - 1).lagSeconds()).isCloseTo(44, within(1e-6));
  }

  @Test
  void countsTheRecordsOfASaturatedOperatorWithoutNoise() {
    Workload noisy = line(1.0).withNoise(0.12);
    SimulatedJob job =
        new SimulatedJob(
            noisy,
            RatePlan.of(noisy.rates(), noisy.step()),
            new Disturbances(1, 1, Instant.EPOCH, 0.1),
            spans::add,
            "first",
            parallelism(1));

    advance(job, 90);

    VertexSample map = look(job).samples().get(MAP);
    assertThat(map.recordsIn()).hasValue(60 * 90);
    assertThat(map.accumulated().orElseThrow().busy()).isCloseTo(90_000, offset(1e-6));
  }

  @Test
  void countsNoSlotsOfSources() {
    SimulatedJob job = job(line(1.0), 2);

    advance(job, 10);

    assertThat(line(1.0).tunedSlots(Map.of(SOURCE, 12, MAP, 2, SINK, 3))).isEqualTo(3);
    assertThat(spans).allMatch(span -> span.slots() == 2);
  }

  private static Workload restarting(RestartModel model) {
    Workload line = line(1.0);
    return new Workload(
        line.name(),
        line.step(),
        model,
        line.sourceRate(),
        line.slots(),
        line.rates(),
        line.operators());
  }

  private List<Double> downtimes(RestartModel model) {
    SimulatedJob job = job(restarting(model), 2);
    SimulatedCluster cluster = new SimulatedCluster(job);
    List<Double> downtimes = new ArrayList<>();
    String running = "first";
    for (int i = 0; i < 50; i++) {
      spans.clear();
      cluster.stop(running, "t" + i, "dir");
      running = "run" + i;
      job.redeploy(running, parallelism(2));
      job.advanceTo(job.now().plusSeconds(100));
      downtimes.add(
          spans.stream()
              .filter(span -> span.presence() == JobPresence.DOWN)
              .mapToDouble(SimulationRecorder.Span::seconds)
              .sum());
    }
    return downtimes;
  }

  @Test
  void spreadsTheDowntimesOfItsRestartsByTheSeed() {
    RestartModel model = new RestartModel(Duration.ofSeconds(10), Duration.ZERO, 0.2, 0);

    List<Double> downtimes = downtimes(model);

    double mean = downtimes.stream().mapToDouble(d -> d).average().orElseThrow();
    assertThat(mean).isCloseTo(10, within(1.0));
    assertThat(downtimes).anyMatch(d -> d < 8.5).anyMatch(d -> d > 11.5);
    assertThat(downtimes(model)).isEqualTo(downtimes);
  }

  @Test
  void failsInsteadOfComingUpAsOftenAsTheWorkloadSays() {
    Workload workload = restarting(new RestartModel(Duration.ofSeconds(10), Duration.ZERO, 0, 1));
    SimulatedJob job = job(workload, 2);
    SimulatedCluster cluster = new SimulatedCluster(job);
    advance(job, 30);
    cluster.stop("first", "t", "dir");
    job.redeploy("second", parallelism(3));

    advance(job, 39);
    assertThat(state(cluster, "second")).isEqualTo(JobState.TRANSITIONAL);
    advance(job, 40);

    assertThat(state(cluster, "second")).isEqualTo(JobState.FAILED);
    assertThat(job.isUp()).isFalse();
    // What takes its place comes up.
    job.redeploy("third", parallelism(2));
    advance(job, 50);
    assertThat(job.isUp()).isTrue();
  }

  private static JobState state(SimulatedCluster cluster, String jobId) {
    return cluster
        .condition(jobId)
        .match(absent -> JobState.TRANSITIONAL, present -> present.state());
  }

  @Test
  void reportsNoBacklogWhereTheRateIsNotToBeKnown() {
    SimulatedJob job = job(line(1.0).with(SourceRateKnowledge.UNKNOWN), 1);

    advance(job, 50);

    assertThat(job.backlog(0)).isPositive();
    assertThat(look(job).samples().get(SOURCE).pendingRecords()).isEmpty();
  }

  /** Whatever happens, each record that was produced was either read or waits. */
  @Test
  void losesNoRecordAndMakesNone() {
    for (String name : Workloads.NAMES) {
      Workload workload = Workloads.builtIn(name);
      Map<OperatorId, Integer> first = new HashMap<>();
      workload.operators().forEach(operator -> first.put(operator.id(), 4));
      RatePlan plan = RatePlan.of(workload.rates(), workload.step());
      SimulatedJob job =
          new SimulatedJob(workload, plan, Disturbances.of(3), spans::add, "first", first);
      SimulatedCluster cluster = new SimulatedCluster(job);

      String running = "first";
      for (int minute = 1; minute <= 100; minute++) {
        job.advanceTo(Instant.ofEpochSecond(60L * minute));
        if (minute % 7 == 0) {
          cluster.stop(running, "t" + minute, "dir");
          running = "run" + minute;
          first.replaceAll((id, p) -> 1 + (p * 5) % 16);
          job.redeploy(running, first);
        }
      }

      double seconds = plan.end().getEpochSecond();
      double mean = workload.rates().stream().mapToDouble(r -> r).average().orElseThrow();
      for (int o = 0; o < workload.operators().size(); o++) {
        OperatorModel operator = workload.operators().get(o);
        if (operator.isSource()) {
          double produced = operator.unitRate().orElseThrow() * mean * seconds;
          assertThat(job.produced(o)).isCloseTo(produced, within(1e-9 * produced));
          assertThat(job.processed(o) + job.backlog(o))
              .as("%s of %s", operator.id(), name)
              .isCloseTo(produced, within(1e-9 * produced));
        }
      }
    }
  }
}

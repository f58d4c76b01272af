package io.conttune.benchmark.simulator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedWorkloadsTest {
  private static final int COUNT = 200;
  private final List<Workload> jobs = GeneratedWorkloads.of(7, COUNT);

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(GeneratedWorkloads.of(7, 10)).isEqualTo(jobs.subList(0, 10));
    assertThat(GeneratedWorkloads.of(8, 10)).isNotEqualTo(jobs.subList(0, 10));
  }

  @Test
  void haveTwoToTwelveOperators() {
    assertThat(jobs).allSatisfy(job -> assertThat(job.operators()).hasSizeBetween(2, 12));
    assertThat(jobs).anyMatch(job -> job.operators().size() == 2);
    assertThat(jobs).anyMatch(job -> job.operators().size() == 12);
  }

  @Test
  void haveJoinsAndSeveralSources() {
    assertThat(jobs)
        .anyMatch(job -> job.operators().stream().anyMatch(o -> o.inputs().size() == 2))
        .anyMatch(job -> job.operators().stream().filter(OperatorModel::isSource).count() == 2);
  }

  @Test
  void haveCurvesOfWhichSomeFall() {
    long falling =
        jobs.stream()
            .flatMap(job -> job.operators().stream())
            .filter(operator -> operator.capacity().at(48) < operator.capacity().at(32))
            .count();

    assertThat(falling).isPositive();
  }

  /** Also at the service's utilisation and after a drift of 12 %. */
  @Test
  void canAllCarryTheirPeak() {
    assertThat(jobs)
        .allSatisfy(job -> assertThat(Minimum.of(job, 10, 0.8, 10, 0.88).outOfReach()).isEmpty());
  }

  @Test
  void needMoreSubtasksAtTheirPeakThanAtTheirLeastRate() {
    assertThat(jobs)
        .allSatisfy(
            job ->
                assertThat(job.tunedSlots(Minimum.of(job, 10, 1, 10, 1).parallelism()))
                    .isGreaterThan(job.tunedSlots(Minimum.of(job, 1, 1, 10, 1).parallelism())));
  }
}

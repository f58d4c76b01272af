package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.identity.TopologyChange;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.rescale.ArgumentTemplate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every question that a decision asks of a job takes time in proportion to its operators. They are
 * so many that the time of their number squared would be minutes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeJobsTest {
  private static final int OPERATORS = 30_000;

  private final Map<LargeJobs, TuningInput> inputs = new EnumMap<>(LargeJobs.class);

  @ParameterizedTest
  @EnumSource
  void knowTheRates(LargeJobs shape) {
    TuningInput input = input(shape);

    TargetRates rates =
        TargetRates.of(input.graph(), input.metrics(), input.limits().roomOfSources(input.graph()));

    boolean isTold = rates.match(known -> known.demands().size() == OPERATORS, unknown -> false);
    assertThat(isTold).isEqualTo(shape != LargeJobs.LADDER);
  }

  @ParameterizedTest
  @EnumSource
  void divideIntoGroups(LargeJobs shape) {
    TuningInput input = input(shape);

    ParallelismGroups groups = ParallelismGroups.of(input.graph(), input.limits());

    assertThat(groups.groups())
        .hasSize(shape == LargeJobs.CHAIN ? 1 : input.graph().vertices().size());
  }

  @ParameterizedTest
  @EnumSource
  void knowThePartsOfEveryInput(LargeJobs shape) {
    TuningInput input = input(shape);

    assertThat(InputParts.ofEach(input.graph(), input.limits()))
        .hasSameSizeAs(input.graph().vertices());
  }

  @ParameterizedTest
  @EnumSource
  void knowWhomBurstsHoldUp(LargeJobs shape) {
    TuningInput input = input(shape);
    BurstyInputs bursty =
        BurstyInputs.of(input.graph(), input.metrics(), 0.1, Duration.ofMinutes(2));

    assertThat(bursty.heldUp(input.graph(), input.metrics(), 0.1))
        .hasSize(shape == LargeJobs.LADDER ? 1 : 0);
  }

  @Test
  void compareWithAJobOfOtherOperators() {
    JobGraph former = LargeJobs.FAN_OUT.of(OPERATORS).graph();
    JobFixture others = new JobFixture();
    IntStream.range(0, OPERATORS).forEach(i -> others.vertex("stranger-%05d".formatted(i), 2));

    assertThat(TopologyChange.between(former, others.graph()).sentences()).hasSize(2 * OPERATORS);
  }

  @Test
  void findTheOperatorsThatArgumentsName() {
    JobGraph job = LargeJobs.FAN_OUT.of(OPERATORS).graph();
    ArgumentTemplate template =
        new ArgumentTemplate(
            job.vertices().stream()
                .map(vertex -> "${parallelism:%s}".formatted(vertex.id()))
                .toList());

    assertThat(template.reached(job)).hasSize(OPERATORS);
  }

  private TuningInput input(LargeJobs shape) {
    return inputs.computeIfAbsent(shape, first -> first.of(OPERATORS).input(new TunerState.None()));
  }
}

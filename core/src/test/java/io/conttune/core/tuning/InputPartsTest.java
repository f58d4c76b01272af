package io.conttune.core.tuning;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.graph.ShipStrategy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputPartsTest {
  private static final Limits NO_PARTITIONS = new Limits(Map.of());

  @ParameterizedTest
  @CsvSource({"1, 1", "9, 8", "16, 16", "17, 16", "31, 16", "32, 32", "40, 32"})
  void countsTheSubtasksThatShareEvenly(int parallelism, double effective) {
    assertThat(InputParts.of(32).effective(parallelism)).isCloseTo(effective, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "9, 8", "15, 11", "16, 16", "31, 16", "32, 32", "40, 32"})
  void namesTheLeastParallelismThatDoesAsMuch(int parallelism, int least) {
    assertThat(InputParts.of(32).leastAsGood(parallelism)).isEqualTo(least);
  }

  @Test
  void dividesAnInputWithoutPartsAtWill() {
    assertThat(InputParts.ANY.effective(31)).isEqualTo(31);
    assertThat(InputParts.ANY.evenness(31)).isEqualTo(1);
    assertThat(InputParts.ANY.leastAsGood(31)).isEqualTo(31);
  }

  @Test
  void takesTheKeyGroupsBehindAKeyedEdge() {
    JobFixture job = job(ShipStrategy.HASH);

    assertThat(parts(job, "map", NO_PARTITIONS)).isEqualTo(InputParts.of(32));
  }

  @Test
  void dividesWhatIsDealtOutAtWill() {
    JobFixture job = job(ShipStrategy.REBALANCE);

    assertThat(parts(job, "map", NO_PARTITIONS)).isEqualTo(InputParts.ANY);
  }

  @Test
  void takesThePartitionsOfASourceForItAndForWhatFollowsSubtaskBySubtask() {
    JobFixture job = job(ShipStrategy.FORWARD);
    Limits six = new Limits(Map.of(), Map.of(id("source"), 6));

    assertThat(parts(job, "source", six)).isEqualTo(InputParts.of(6));
    assertThat(parts(job, "map", six)).isEqualTo(InputParts.of(6));
  }

  private static InputParts parts(JobFixture job, String operator, Limits limits) {
    return InputParts.ofEach(job.graph(), limits).get(id(operator));
  }

  private static JobFixture job(ShipStrategy ship) {
    return new JobFixture()
        .vertex("source", 4)
        .vertex("map", 4)
        .keyGroups("map", 32)
        .edge("source", "map", ship);
  }
}

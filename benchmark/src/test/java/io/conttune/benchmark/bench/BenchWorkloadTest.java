package io.conttune.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.benchmark.jobs.launch.Queries;
import io.conttune.benchmark.jobs.source.RateSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchWorkloadTest {

  @Test
  void isThereForEveryQuery() {
    assertThat(BenchWorkloads.ALL)
        .extracting(BenchWorkload::name)
        .containsExactlyElementsOf(Queries.ALL.stream().map(query -> query.name()).toList());
  }

  @Test
  void needsBetweenOneAndFifteenSlots() {
    assertThat(BenchWorkloads.ALL)
        .allSatisfy(
            workload -> {
              assertThat(workload.leastSlots(1, 0.8)).isBetween(1, 2);
              assertThat(workload.leastSlots(10, 0.8)).isBetween(9, 15);
            });
  }

  @Test
  void carriesARateFromItsLeastParallelismOn() {
    BenchWorkload words = BenchWorkloads.named("wordcount").orElseThrow();

    // 150 lines/s: 25 p / (1 + 0.02 (p - 1) + 0.0004 p (p - 1)) is 135 at 6 and 154 at 7;
    // 600 words/s: 110 p / (1 + 0.03 (p - 1) + 0.0002 p (p - 1)) is 571 at 6 and 648 at 7.
    assertThat(words.leastSlots(10, 1)).isEqualTo(7);
    assertThat(words.carries(10, operator -> 7)).isTrue();
    assertThat(words.carries(10, operator -> operator.equals("count") ? 6 : 7)).isFalse();
  }

  @Test
  void tellsTheProgramAllButItsParallelism() {
    BenchWorkload q5 = BenchWorkloads.named("q5").orElseThrow();
    RateSchedule multiples =
        new RateSchedule(List.of(3L, 10L), Duration.ofSeconds(20), Instant.ofEpochMilli(7));

    var launch = q5.launch("job", multiples, 9, Path.of("totals"));

    assertThat(q5.untuned()).containsExactly("hottest");
    assertThat(String.join(" ", launch.template()))
        .contains("--parallelism.bids ${parallelism:Source: bids}")
        .contains("--parallelism.count ${parallelism:count}")
        .contains("--parallelism.hottest ${parallelism:hottest}")
        .contains("--query q5 --name job --cost.count 16.0,0.03,3.0E-4 --unit-rate.bids 12")
        .contains("--rates 3,10 --step-duration 20000ms --start 7 --seed 9")
        .doesNotContain("--cost.hottest");
    assertThat(String.join(" ", launch.first()))
        .contains("--parallelism.count 4")
        .contains("--parallelism.hottest 1");
    assertThat(launch.total().recordsPerSecond()).containsExactly(36L, 120L);
    assertThat(launch.expected().results()).isPositive();
  }

  @Test
  void knowsWhatTheFiltersOfTheThirdQueryLetThrough() {
    BenchWorkload q3 = BenchWorkloads.named("q3").orElseThrow();
    double join =
        q3.operators().stream()
            .filter(operator -> operator.name().equals("join"))
            .findFirst()
            .orElseThrow()
            .recordsPerUnit();

    assertThat(join).isCloseTo(10 * 0.2 + 4 * 0.5, within(1e-9));
  }
}

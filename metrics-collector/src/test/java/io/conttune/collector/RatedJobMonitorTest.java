package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatedJobMonitorTest {
  private static final OperatorSelector SOURCE = new OperatorSelector("Source: src");

  private final FakeSourceRate rate = new FakeSourceRate();

  @Test
  void addsTheRateToTheSourceOfThisName() throws Exception {
    rate.tells(250);

    ArrivalRates arrivals = look(monitor(Map.of(SOURCE, rate)));

    assertThat(arrivals.told())
        .containsOnly(
            Map.entry(
                Polls.SOURCE,
                new ArrivalRate(250, ArrivalRate.Certainty.MEASURED, "a fake meter")));
    assertThat(arrivals.missing()).isEmpty();
  }

  @Test
  void saysWhyARateIsMissing() throws Exception {
    rate.fails("the meter is away");

    ArrivalRates arrivals = look(monitor(Map.of(SOURCE, rate)));

    assertThat(arrivals.told()).isEmpty();
    assertThat(arrivals.missing()).containsOnly(Map.entry("Source: src", "the meter is away"));
  }

  @Test
  void usesTheLastRateForAFewLooks() throws Exception {
    RatedJobMonitor monitor = monitor(Map.of(SOURCE, rate.tells(250)));
    look(monitor);
    rate.fails("the meter is away");

    for (int look = 1; look <= RatedJobMonitor.LOOKS; look++) {
      assertThat(look(monitor).told()).as("look %d", look).hasSize(1);
    }
  }

  @Test
  void usesNoRateThatIsOlder() throws Exception {
    RatedJobMonitor monitor = monitor(Map.of(SOURCE, rate.tells(250)));
    look(monitor);
    rate.fails("the meter is away");
    for (int look = 1; look <= RatedJobMonitor.LOOKS; look++) {
      look(monitor);
    }

    assertThat(look(monitor))
        .isEqualTo(new ArrivalRates(Map.of(), Map.of("Source: src", "the meter is away")));
  }

  @Test
  void usesARateAgainOnceItIsBack() throws Exception {
    RatedJobMonitor monitor = monitor(Map.of(SOURCE, rate.fails("the meter is away")));
    look(monitor);
    rate.tells(300);

    assertThat(look(monitor).missing()).isEmpty();
  }

  @Test
  void namesTheOperatorsWhereNoneHasTheName() throws Exception {
    ArrivalRates arrivals = look(monitor(Map.of(new OperatorSelector("clicks"), rate.tells(250))));

    assertThat(arrivals.missing().get("clicks"))
        .contains("no job vertex has the id or an operator named \"clicks\"", "Source: src");
  }

  @Test
  void asksForNoRateOfAnOperatorThatIsNoSource() throws Exception {
    ArrivalRates arrivals = look(monitor(Map.of(new OperatorSelector("work"), rate.tells(250))));

    assertThat(arrivals.missing())
        .containsOnly(Map.entry("work", "\"work\" is no source of the job"));
    assertThat(rate.limits()).isEmpty();
  }

  @Test
  void sharesItsTimeAmongAllRates() throws Exception {
    Map<OperatorSelector, SourceRate> two = new LinkedHashMap<>();
    two.put(SOURCE, rate);
    two.put(new OperatorSelector("other"), rate);

    look(monitor(two));

    assertThat(rate.limits()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void passesOnThatThereIsNoJob() throws Exception {
    JobSighting none = new JobSighting.NotSeen("no such job");

    assertThat(new RatedJobMonitor(() -> none, Map.of(SOURCE, rate), Duration.ofSeconds(10)).look())
        .isEqualTo(none);
  }

  private static RatedJobMonitor monitor(Map<OperatorSelector, SourceRate> rates) {
    return new RatedJobMonitor(
        () -> new JobSighting.Seen(Polls.healthy(30)), rates, Duration.ofSeconds(10));
  }

  private static ArrivalRates look(RatedJobMonitor monitor) throws Exception {
    return monitor
        .look()
        .match(
            seen -> seen.snapshot().arrivals(),
            notSeen -> {
              throw new AssertionError(notSeen.reason());
            });
  }
}

package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.ArrivalRates;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceRateLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<OperatorId, Integer> PARALLELISM =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);

  private final SettableClock clock = new SettableClock(START);
  private final FakeJobMonitor job = new FakeJobMonitor("WordCount", clock);
  private final SourceRateLog log = new SourceRateLog(clock);

  @BeforeEach
  void start() {
    job.show("job-1", PARALLELISM);
  }

  @Test
  void warnsOnceWithTheReason() throws Exception {
    List<Event> first = log.after(missing("the meter is away"));
    List<Event> second = log.after(missing("the meter is still away"));

    assertThat(first).extracting(Event::name).containsExactly(EventName.SOURCE_RATE_MISSING);
    assertThat(first.get(0).fields())
        .contains(
            entry("source", "clicks"), entry("since", START), entry("reason", "the meter is away"))
        .containsKey("next");
    assertThat(second).isEmpty();
  }

  @Test
  void warnsAgainWithGrowingPausesForAsLongAsItIsMissing() throws Exception {
    List<Event> told = new ArrayList<>(log.after(missing("the meter is away")));
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      told.addAll(log.after(missing("the meter is away")));
    }

    assertThat(told)
        .as("at once, after 5 and after 15 minutes")
        .extracting(event -> event.fields().get("since"))
        .containsExactly(START, START, START);
  }

  @Test
  void closesTheWarningOnceTheRateIsBack() throws Exception {
    log.after(missing("the meter is away"));
    clock.advance(Duration.ofSeconds(20));

    List<Event> back = log.after(seen(ArrivalRates.NONE));

    assertThat(back).extracting(Event::name).containsExactly(EventName.SOURCE_RATE_BACK);
    assertThat(back.get(0).fields())
        .containsOnly(entry("source", "clicks"), entry("missingSeconds", 20.0));
    assertThat(log.after(seen(ArrivalRates.NONE))).isEmpty();
  }

  @Test
  void aJobThatIsNotUpSaysNothingOfItsRates() throws Exception {
    log.after(missing("the meter is away"));
    job.showVertices(VertexState.OTHER);

    assertThat(log.after(seen(ArrivalRates.NONE))).isEmpty();
  }

  private JobSnapshot missing(String reason) throws Exception {
    return seen(new ArrivalRates(Map.of(), Map.of("clicks", reason)));
  }

  private JobSnapshot seen(ArrivalRates arrivals) throws Exception {
    return job.look()
        .match(
            sighting -> sighting.snapshot().withArrivals(arrivals),
            notSeen -> {
              throw new AssertionError(notSeen.reason());
            });
  }
}

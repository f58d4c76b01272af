package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.EventName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The log of a job that cannot be measured. */
class UnmeasuredLogTest extends LoggedOutcomes {
  @Test
  void warnsOfAJobThatCannotBeMeasuredForOneReasonForLong() throws Exception {
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(UnmeasuredLog.PATIENCE.minusMillis(1));
    tell(measuring("job-1", "map reports no busy time"));
    assertThat(names(Level.WARN)).isEmpty();

    clock.advance(Duration.ofMillis(1));
    tell(measuring("job-1", "map reports no busy time"));
    tell(measuring("job-1", "map reports no busy time"));

    assertThat(only(EventName.JOB_UNMEASURED).fields())
        .containsOnly(
            entry("since", Instant.parse("2026-01-01T00:00:00Z")),
            entry("unmeasuredSeconds", 60.0),
            entry("reason", "map reports no busy time"));
  }

  @Test
  void closesTheWarningOfAJobThatCouldNotBeMeasured() throws Exception {
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(UnmeasuredLog.PATIENCE);
    tell(measuring("job-1", "map reports no busy time"));
    clock.advance(Duration.ofSeconds(5));
    tell(measuring("job-1", "the window fills"));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(only(EventName.JOB_MEASURED).fields())
        .containsOnly(entry("unmeasuredSeconds", 65.0));
  }

  @Test
  void saysNothingOfAWindowThatFills() throws Exception {
    for (int second = 0; second < 600; second++) {
      tell(measuring("job-1", second + " s of the 600 s window gathered"));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(names(Level.WARN)).isEmpty();
  }
}

package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.OrderNews;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.objective.Objective;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An objective that was kept for two hours, but for some seconds. */
class ObjectiveLogTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ObjectiveLog objectives = new ObjectiveLog(clock);

  private List<Event> beyond(int seconds) {
    return objectives.after(Optional.of(kept(seconds)));
  }

  private static KeptObjective kept(int secondsBeyond) {
    Objective objective = new Objective(Duration.ofSeconds(30), 0.99);
    return new KeptObjective(objective, Duration.ofHours(2), Duration.ofSeconds(secondsBeyond), 4);
  }

  @Test
  void warnsWhileTheJobIsNotThere() {
    List<Event> told = new ArrayList<>();
    JobLog log = new JobLog(told::add, URI.create("http://127.0.0.1:8081"), clock);

    log.hear(
        new LoopNews.Stepped(
            new StepOutcome.Waiting(new JobSighting.NotSeen("no job")),
            Stopwatch.start(clock),
            Optional.empty(),
            Optional.of(kept(144)),
            OrderNews.NONE,
            0));

    assertThat(told).extracting(Event::name).contains(EventName.OBJECTIVE_MISSED);
  }

  @Test
  void saysNothingOfAnObjectiveThatIsKept() {
    assertThat(beyond(72)).isEmpty();
  }

  @Test
  void saysNothingOfAJobWithoutOne() {
    assertThat(objectives.after(Optional.empty())).isEmpty();
  }

  @Test
  void warnsWithTheShareThatWasKept() {
    List<Event> told = beyond(144);

    assertThat(told).extracting(Event::name).containsExactly(EventName.OBJECTIVE_MISSED);
    assertThat(told.get(0).fields())
        .contains(
            entry("share", 0.99),
            entry("keptShare", 0.98),
            entry("beyondSeconds", 144.0),
            entry("lagSeconds", 4.0))
        .containsKey("reason");
  }

  @Test
  void warnsAgainAfterAPauseOnly() {
    beyond(144);
    assertThat(beyond(150)).isEmpty();

    clock.advance(Duration.ofMinutes(5));
    assertThat(beyond(150)).extracting(Event::name).containsExactly(EventName.OBJECTIVE_MISSED);
  }

  @Test
  void saysOnceThatItIsKeptAgain() {
    beyond(144);

    assertThat(beyond(70)).extracting(Event::name).containsExactly(EventName.OBJECTIVE_KEPT);
    assertThat(beyond(70)).isEmpty();
  }
}

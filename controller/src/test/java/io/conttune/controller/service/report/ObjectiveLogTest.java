package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome.Decided;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.objective.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An objective that was kept for two hours, but for some seconds. */
class ObjectiveLogTest extends LoggedOutcomes {
  private final ObjectiveLog objectives = new ObjectiveLog(clock);

  private List<Event> beyond(int seconds) throws Exception {
    Objective objective = new Objective(Duration.ofSeconds(30), 0.99);
    KeptObjective kept =
        new KeptObjective(objective, Duration.ofHours(2), Duration.ofSeconds(seconds), 4);
    return objectives.after(decided(Optional.of(kept)));
  }

  private Decided decided(Optional<KeptObjective> kept) throws Exception {
    Decided hold = (Decided) held(List.of());
    return new Decided(
        hold.snapshot(),
        hold.metrics(),
        hold.record(),
        hold.limits(),
        hold.news(),
        hold.reaction(),
        kept);
  }

  @Test
  void saysNothingOfAnObjectiveThatIsKept() throws Exception {
    assertThat(beyond(72)).isEmpty();
  }

  @Test
  void saysNothingOfAJobWithoutOne() throws Exception {
    assertThat(objectives.after(decided(Optional.empty()))).isEmpty();
  }

  @Test
  void warnsWithTheShareThatWasKept() throws Exception {
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
  void warnsAgainAfterAPauseOnly() throws Exception {
    beyond(144);
    assertThat(beyond(150)).isEmpty();

    clock.advance(Duration.ofMinutes(5));
    assertThat(beyond(150)).extracting(Event::name).containsExactly(EventName.OBJECTIVE_MISSED);
  }

  @Test
  void saysOnceThatItIsKeptAgain() throws Exception {
    beyond(144);

    assertThat(beyond(70)).extracting(Event::name).containsExactly(EventName.OBJECTIVE_KEPT);
    assertThat(beyond(70)).isEmpty();
  }
}

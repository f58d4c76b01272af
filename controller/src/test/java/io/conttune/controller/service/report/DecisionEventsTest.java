package io.conttune.controller.service.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The log of decisions and of the limits that they keep. */
class DecisionEventsTest extends LoggedOutcomes {
  @Test
  void logsADecisionOnceAndARefusalAsAWarningWithItsGuards() throws Exception {
    tell(decided(Outcome.STARTED, List.of(), News.NEW));
    tell(decided(Outcome.STARTED, List.of(), News.REPEATED));
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));

    assertThat(only(EventName.DECISION).fields())
        .containsOnly(
            entry("jobId", "job-1"),
            entry("outcome", "STARTED"),
            entry("step", "BIG"),
            entry("provisioning", "UNDER"),
            entry("parallelism", Map.of("source", 1, "count", 8)),
            entry("from", Map.of("count", 2)),
            entry("rate", Map.of("count", 1234.6)),
            entry("ability", Map.of("count", 1000.0)),
            entry("reason", "count is short"),
            entry("reactionSeconds", 2.3));
    assertThat(only(EventName.GUARD_REFUSED).fields())
        .containsEntry("guards", List.of("no jar"))
        .containsEntry("outcome", "REFUSED");
  }

  /** As of a hold after a failure, while the load goes up and down. */
  @Test
  void warnsOfTheSameGuardsOnceThoughTheWishChanges() throws Exception {
    String guard = "pays %d s of 40 s, left alone until 2026-11-27T02:06:00Z";
    tell(decided(Outcome.REFUSED, List.of(guard.formatted(3)), News.NEW));
    tell(held(List.of()));
    tell(decided(Outcome.REFUSED, List.of(guard.formatted(12)), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(1);

    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(2);

    tell(decided(Outcome.STARTED, List.of(), News.NEW));
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    assertThat(events).filteredOn(e -> e.name() == EventName.GUARD_REFUSED).hasSize(3);
  }

  /** As of a job that is nearly idle, and receives nothing in some pieces of its windows. */
  @Test
  void tellsARecommendationOnceThoughItComesAndGoes() throws Exception {
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tell(decided(Outcome.RECOMMENDED, List.of(), News.NEW));
      tell(held(List.of()));
    }
    assertThat(names(Level.INFO)).containsExactly(EventName.DECISION);

    clock.advance(Duration.ofHours(1));
    tell(decided(Outcome.RECOMMENDED, List.of(), News.NEW));
    assertThat(names(Level.INFO))
        .as("it was not given for an hour")
        .containsExactly(EventName.DECISION, EventName.DECISION);
  }

  @Test
  void tellsARecommendationThatChangesAtOnce() throws Exception {
    tell(recommended(8));
    tell(recommended(6));
    tell(recommended(8));

    assertThat(events)
        .extracting(event -> event.fields().get("parallelism"))
        .containsExactly(
            Map.of("source", 1, "count", 8),
            Map.of("source", 1, "count", 6),
            Map.of("source", 1, "count", 8));
  }

  private StepOutcome recommended(int subtasks) throws Exception {
    return decided(
        new Made(rescale(subtasks), Outcome.RECOMMENDED, List.of()), List.of(), News.NEW);
  }

  @Test
  void tellsOnceWhatAnOrderWithholdsWhateverTheTunerWishes() throws Exception {
    tell(withheld(8, "PAUSED by alice"));
    tell(withheld(6, "PAUSED by alice"));
    tell(held(List.of()));
    tell(withheld(8, "PAUSED by alice"));
    assertThat(names(Level.INFO)).containsExactly(EventName.DECISION);
    assertThat(only(EventName.DECISION).fields())
        .containsEntry("outcome", "WITHHELD")
        .containsEntry("guards", List.of("PAUSED by alice"));

    tell(withheld(8, "FROZEN by bob"));
    assertThat(names(Level.INFO)).containsExactly(EventName.DECISION, EventName.DECISION);
  }

  private StepOutcome withheld(int subtasks, String order) throws Exception {
    return decided(
        new Made(rescale(subtasks), Outcome.WITHHELD, List.of(order)), List.of(), News.NEW);
  }

  /** As of an obstacle that nobody puts away. */
  @Test
  void warnsAgainWithGrowingPausesOfGuardsThatGoOnRefusingTheSame() throws Exception {
    tell(decided(Outcome.REFUSED, List.of("no jar"), News.NEW));
    for (int minute = 0; minute < 20; minute++) {
      clock.advance(Duration.ofMinutes(1));
      tell(decided(Outcome.REFUSED, List.of("no jar"), News.REPEATED));
    }

    assertThat(events)
        .filteredOn(e -> e.name() == EventName.GUARD_REFUSED)
        .as("at once, after 5 and after 15 minutes")
        .hasSize(3);
  }

  @Test
  void logsAHoldForThoseWhoDebug() throws Exception {
    tell(held(List.of()));

    assertThat(only(EventName.HOLD).fields())
        .containsOnly(
            entry("cause", "FITS"),
            entry("provisioning", "UNDER"),
            entry("from", Map.of("count", 2)),
            entry("rate", Map.of("count", 1234.6)),
            entry("ability", Map.of("count", 1000.0)),
            entry("reason", "it fits"));
  }

  @Test
  void warnsOnceOfLimitsThatCannotBeKeptOrDoNotFit() throws Exception {
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of()));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));

    assertThat(names(Level.WARN))
        .containsExactly(EventName.LIMITS_NARROWED, EventName.LIMITS_MISFIT);
    assertThat(only(EventName.LIMITS_NARROWED).fields())
        .containsOnly(entry("notes", List.of("count: min 20 is not possible")));
    assertThat(only(EventName.LIMITS_MISFIT).fields())
        .containsOnly(entry("faults", List.of("no vertex wc")));
  }

  @Test
  void repeatsThatLimitsCannotBeKeptUntilTheyCan() throws Exception {
    tell(held(List.of("count: min 20 is not possible")));
    clock.advance(Duration.ofMinutes(5));
    tell(held(List.of("count: min 20 is not possible")));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(events)
        .filteredOn(event -> event.name().text().startsWith("limits-"))
        .extracting(Event::name)
        .containsExactly(
            EventName.LIMITS_NARROWED, EventName.LIMITS_NARROWED, EventName.LIMITS_WIDENED);
  }

  @Test
  void repeatsThatLimitsDoNotFitUntilTheyDo() throws Exception {
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    clock.advance(Duration.ofMinutes(5));
    tell(new StepOutcome.Misfit(snapshot("job-1"), List.of("no vertex wc")));
    tell(held(List.of()));
    tell(held(List.of()));

    assertThat(events)
        .filteredOn(event -> event.name().text().startsWith("limits-"))
        .extracting(Event::name)
        .containsExactly(EventName.LIMITS_MISFIT, EventName.LIMITS_MISFIT, EventName.LIMITS_FIT);
  }

  @Test
  void saysOfADecisionOnTheFirstSightOfAJobWhichRunItIsAbout() throws Exception {
    tell(decided(Outcome.RECOMMENDED, List.of(), News.NEW));
    tell(decided(Outcome.RECOMMENDED, List.of(), News.REPEATED));

    assertThat(events).hasSize(1);
    assertThat(only(EventName.DECISION).fields()).containsEntry("jobId", "job-1");
  }
}

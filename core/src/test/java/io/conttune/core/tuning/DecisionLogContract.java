package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The contract of {@link DecisionLog}, run by every implementation. */
public abstract class DecisionLogContract {
  private static final Instant BEGIN = Instant.parse("2026-03-29T01:00:00Z");

  /** The log under test, the same contents throughout a test; asked for before each access. */
  protected abstract DecisionLog log();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(log().decisions("wordcount", 10)).isEmpty();
  }

  @Test
  void returnsTheNewestFirst() {
    DecisionRecord first = DecisionRecords.rescale("wordcount");
    DecisionRecord second = DecisionRecords.hold("wordcount", "fits");

    log().append(first);
    log().append(second);

    assertThat(log().decisions("wordcount", 10)).containsExactly(second, first);
  }

  @Test
  void returnsNoMoreThanAskedFor() {
    log().append(DecisionRecords.hold("wordcount", "1"));
    log().append(DecisionRecords.hold("wordcount", "2"));
    log().append(DecisionRecords.hold("wordcount", "3"));

    assertThat(log().decisions("wordcount", 2))
        .containsExactly(
            DecisionRecords.hold("wordcount", "3"), DecisionRecords.hold("wordcount", "2"));
    assertThat(log().decisions("wordcount", 0)).isEmpty();
  }

  @Test
  void keepsEqualDecisionsAsOftenAsTheyWereTaken() {
    log().append(DecisionRecords.hold("wordcount", "fits"));
    log().append(DecisionRecords.hold("wordcount", "fits"));

    assertThat(log().decisions("wordcount", 10)).hasSize(2);
  }

  @Test
  void keepsJobsApart() {
    log().append(DecisionRecords.hold("wordcount", "fits"));
    log().append(DecisionRecords.rescale("sessions"));

    assertThat(log().decisions("wordcount", 10))
        .containsExactly(DecisionRecords.hold("wordcount", "fits"));
    assertThat(log().decisions("sessions", 10))
        .containsExactly(DecisionRecords.rescale("sessions"));
  }

  private static DecisionRecord hold(Instant at) {
    DecisionRecord hold = DecisionRecords.hold("wordcount", "fits");
    return new DecisionRecord(
        hold.jobName(),
        hold.jobId(),
        at,
        hold.outcome(),
        hold.guards(),
        hold.decision(),
        hold.rescaleId());
  }

  @Test
  void returnsTheDecisionsOfATime() {
    for (int minute = 0; minute < 5; minute++) {
      log().append(hold(BEGIN.plusSeconds(60L * minute)));
    }

    assertThat(log().decisions("wordcount", BEGIN.plusSeconds(60), BEGIN.plusSeconds(180), 10))
        .extracting(DecisionRecord::at)
        .containsExactly(BEGIN.plusSeconds(180), BEGIN.plusSeconds(120), BEGIN.plusSeconds(60));
  }

  @Test
  void returnsTheNewestDecisionsOfATime() {
    for (int minute = 0; minute < 5; minute++) {
      log().append(hold(BEGIN.plusSeconds(60L * minute)));
    }

    assertThat(log().decisions("wordcount", Instant.MIN, BEGIN.plusSeconds(90), 1))
        .containsExactly(hold(BEGIN.plusSeconds(60)));
    assertThat(log().decisions("wordcount", BEGIN.plusSeconds(90), Instant.MAX, 2))
        .containsExactly(hold(BEGIN.plusSeconds(240)), hold(BEGIN.plusSeconds(180)));
  }

  @Test
  void searchesNoFurtherThanTheFirstDecisionBeforeTheTime() {
    log().append(hold(BEGIN.plusSeconds(60)));
    log().append(hold(BEGIN));
    log().append(hold(BEGIN.plusSeconds(120)));

    assertThat(log().decisions("wordcount", BEGIN.plusSeconds(30), Instant.MAX, 10))
        .containsExactly(hold(BEGIN.plusSeconds(120)));
  }

  @Test
  void refusesANegativeLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log().decisions("wordcount", -1))
        .withMessage("limit must be at least 0, but is -1");
  }
}

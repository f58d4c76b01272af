package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The contract of {@link DecisionLog}, run by every implementation. */
public abstract class DecisionLogContract {
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

  @Test
  void refusesANegativeLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log().decisions("wordcount", -1))
        .withMessage("limit must be at least 0, but is -1");
  }
}

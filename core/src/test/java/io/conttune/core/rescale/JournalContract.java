package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of every {@link Journal}. */
public abstract class JournalContract {
  private static final Instant LATER = Instant.parse("2026-10-25T01:00:00Z");

  /** The journal under test, the same contents throughout a test; asked for before each access. */
  protected abstract Journal journal();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(journal().unfinished("wordcount")).isEmpty();
    assertThat(journal().rescales("wordcount", 10)).isEmpty();
  }

  @Test
  void findsARescaleThatIsNotFinished() {
    RescaleEntry entry = RescaleEntries.full("wordcount");

    journal().write(entry);

    assertThat(journal().unfinished("wordcount")).contains(entry);
    assertThat(journal().rescales("wordcount", 10)).containsExactly(entry);
  }

  @Test
  void keepsTheNewestStageOfARescaleOnly() {
    RescaleEntry planned = RescaleEntries.planned("wordcount", 1);
    RescaleEntry stopping = planned.to(Stage.STOPPING, LATER, "stop");

    journal().write(planned);
    journal().write(stopping);

    assertThat(journal().unfinished("wordcount")).contains(stopping);
    assertThat(journal().rescales("wordcount", 10)).containsExactly(stopping);
  }

  @Test
  void hasNothingUnfinishedOnceARescaleIsOver() {
    RescaleEntry verified =
        RescaleEntries.planned("wordcount", 1).to(Stage.VERIFIED, LATER, "verified");

    journal().write(RescaleEntries.planned("wordcount", 1));
    journal().write(verified);

    assertThat(journal().unfinished("wordcount")).isEmpty();
    assertThat(journal().rescales("wordcount", 10)).containsExactly(verified);
  }

  @Test
  void returnsTheRescaleBegunLastFirstAndNoMoreThanAskedFor() {
    RescaleEntry first = RescaleEntries.planned("wordcount", 3).to(Stage.VERIFIED, LATER, "1");
    RescaleEntry second = RescaleEntries.planned("wordcount", 1).to(Stage.ABANDONED, LATER, "2");
    RescaleEntry third = RescaleEntries.planned("wordcount", 2);

    journal().write(first);
    journal().write(second);
    journal().write(third);

    assertThat(journal().rescales("wordcount", 3)).containsExactly(third, second, first);
    assertThat(journal().rescales("wordcount", 2)).containsExactly(third, second);
    assertThat(journal().rescales("wordcount", 0)).isEmpty();
    assertThat(journal().unfinished("wordcount")).contains(third);
  }

  @Test
  void refusesASecondUnfinishedRescaleOfAJob() {
    RescaleEntry first = RescaleEntries.planned("wordcount", 1);
    journal().write(first);

    assertThatIllegalStateException()
        .isThrownBy(() -> journal().write(RescaleEntries.planned("wordcount", 2)))
        .withMessageContaining("wordcount")
        .withMessageContaining(first.id());

    assertThat(journal().rescales("wordcount", 10)).containsExactly(first);
  }

  @Test
  void keepsJobsApart() {
    RescaleEntry wordcount = RescaleEntries.planned("wordcount", 1);
    RescaleEntry sessions = RescaleEntries.planned("sessions", 2);

    journal().write(wordcount);
    journal().write(sessions);

    assertThat(journal().unfinished("wordcount")).contains(wordcount);
    assertThat(journal().unfinished("sessions")).contains(sessions);
    assertThat(journal().rescales("wordcount", 10)).containsExactly(wordcount);
  }

  @Test
  void findsTheRescalesOfAllJobsThatAreNotFinished() {
    RescaleEntry wordcount = RescaleEntries.claiming("wordcount", 1);
    RescaleEntry sessions = RescaleEntries.planned("sessions", 2);
    RescaleEntry over = RescaleEntries.planned("orders", 3).to(Stage.VERIFIED, LATER, "verified");

    journal().write(wordcount);
    journal().write(sessions);
    journal().write(over);

    assertThat(journal().unfinished()).containsExactly(wordcount, sessions);
  }

  @Test
  void refusesANewRescaleThatHasNotReckonedWithTheSlotsOfAnother() {
    RescaleEntry wordcount = RescaleEntries.claiming("wordcount", 1);
    journal().write(wordcount);

    assertThatExceptionOfType(SlotsTakenException.class)
        .isThrownBy(() -> journal().write(RescaleEntries.claiming("sessions", 2)))
        .withMessageContaining("wordcount");

    assertThat(journal().unfinished()).containsExactly(wordcount);
  }

  @Test
  void refusesItAlsoIfTheOtherOnesClusterIsKnownByItsJobAlone() {
    RescaleEntry wordcount = RescaleEntries.claiming("wordcount", 1);
    SlotClaim claim =
        new SlotClaim(
            List.of("http://elsewhere:8081", wordcount.plan().jobId()), 4, 8, 10, Set.of());
    RescaleEntry sessions = RescaleEntries.planned("sessions", 2);
    journal().write(wordcount);

    assertThatExceptionOfType(SlotsTakenException.class)
        .isThrownBy(
            () ->
                journal()
                    .write(
                        RescaleEntry.planned(
                            sessions.id(), sessions.plan().claiming(claim), sessions.startedAt())))
        .withMessageContaining("wordcount");
  }

  @Test
  void takesANewRescaleThatHasReckonedWithTheSlotsOfTheOthers() {
    RescaleEntry wordcount = RescaleEntries.claiming("wordcount", 1);
    RescaleEntry sessions = RescaleEntries.claiming("sessions", 2, wordcount.id());
    journal().write(wordcount);
    journal().write(sessions);

    RescaleEntry goesOn = wordcount.to(Stage.STOPPING, LATER, "stop");
    journal().write(goesOn);

    assertThat(journal().unfinished()).containsExactly(goesOn, sessions);
  }

  @Test
  void refusesANegativeLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> journal().rescales("wordcount", -1))
        .withMessage("limit must be at least 0, but is -1");
  }
}

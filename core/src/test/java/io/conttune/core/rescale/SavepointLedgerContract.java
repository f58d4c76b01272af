package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of every {@link SavepointLedger}. */
public abstract class SavepointLedgerContract {
  /** The ledger under test, the same contents throughout a test; asked for before each access. */
  protected abstract SavepointLedger ledger();

  @Test
  void knowsNoSavepointOfANewJob() {
    assertThat(ledger().savepoints("wordcount")).isEmpty();
  }

  @Test
  void listsWhatWasMadeTheNewestFirst() {
    ledger().savepointMade("wordcount", "file:/s/savepoint-b");
    ledger().savepointMade("wordcount", "file:/s/savepoint-a");

    assertThat(ledger().savepoints("wordcount"))
        .containsExactly("file:/s/savepoint-a", "file:/s/savepoint-b");
  }

  @Test
  void listsOnceAndAtItsFirstPlaceWhatWasNotedTwice() {
    ledger().savepointMade("wordcount", "a");
    ledger().savepointMade("wordcount", "b");
    ledger().savepointMade("wordcount", "a");

    assertThat(ledger().savepoints("wordcount")).containsExactly("b", "a");
  }

  @Test
  void doesNotListWhatIsGoneEvenIfItIsNotedAgain() {
    ledger().savepointMade("wordcount", "a");
    ledger().savepointMade("wordcount", "b");
    ledger().savepointGone("wordcount", "a");
    ledger().savepointMade("wordcount", "a");

    assertThat(ledger().savepoints("wordcount")).containsExactly("b");
  }

  @Test
  void takesNoNoticeOfAnUnknownOneThatIsGone() {
    ledger().savepointGone("wordcount", "a");

    assertThat(ledger().savepoints("wordcount")).isEmpty();
  }

  @Test
  void keepsJobsApart() {
    ledger().savepointMade("wordcount", "a");
    ledger().savepointMade("sessions", "a");
    ledger().savepointGone("sessions", "a");

    assertThat(ledger().savepoints("wordcount")).containsExactly("a");
    assertThat(ledger().savepoints("sessions")).isEmpty();
    assertThat(ledger().savepoints("WORDCOUNT")).isEmpty();
  }
}

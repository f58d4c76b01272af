package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The contract of every {@link PastRescales}. */
public abstract class PastRescalesContract {
  private static final Instant NOW = Instant.parse("2026-10-25T01:00:00Z");

  /** The port under test, the same contents throughout a test; asked for before each access. */
  protected abstract PastRescales rescales();

  /** Of the same store. */
  protected abstract Journal journal();

  @Test
  void findsARescaleByItsId() {
    RescaleEntry first = RescaleEntries.planned("wordcount", 1).to(Stage.VERIFIED, NOW, "1");
    RescaleEntry second = RescaleEntries.planned("wordcount", 2);
    journal().write(first);
    journal().write(second);

    assertThat(rescales().rescale("wordcount", first.id())).contains(first);
  }

  @Test
  void findsNoRescaleThatIsNotInTheJournal() {
    assertThat(rescales().rescale("wordcount", "0123456789abcdef")).isEmpty();
  }

  @Test
  void findsNoRescaleOfAnotherJob() {
    RescaleEntry entry = RescaleEntries.planned("wordcount", 1);
    journal().write(entry);

    assertThat(rescales().rescale("sessions", entry.id())).isEmpty();
  }
}

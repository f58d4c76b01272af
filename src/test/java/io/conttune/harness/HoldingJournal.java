package io.conttune.harness;

import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.harness.HoldPoint.Moment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A journal that stands still for good at one moment, and says so on standard output. */
final class HoldingJournal implements Journal {
  private final Journal journal;
  private final Optional<HoldPoint> hold;

  HoldingJournal(Journal journal, Optional<HoldPoint> hold) {
    this.journal = journal;
    this.hold = hold;
  }

  @Override
  public void write(RescaleEntry entry) {
    holdAt(Moment.BEFORE, entry);
    journal.write(entry);
    holdAt(Moment.AFTER, entry);
  }

  private void holdAt(Moment moment, RescaleEntry entry) {
    if (hold.isPresent() && hold.get().isNow(moment, entry)) {
      System.out.println("{\"event\":\"held\"}");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    return journal.unfinished(jobName);
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    return journal.rescales(jobName, limit);
  }
}

package io.conttune.harness;

import io.conttune.core.rescale.ForwardingJournal;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.harness.HoldPoint.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A journal at which the controller stands still at one moment, once: it may write to a stage
 * several times. It says so on standard output.
 */
final class HoldingJournal extends ForwardingJournal {
  private final Optional<HoldPoint> hold;
  private final Stillness stillness;
  private final AtomicBoolean held = new AtomicBoolean();

  /** The way in which it stands still. */
  enum Stillness {
    /** The thread that writes waits for good; the others go on. */
    FOR_GOOD {
      @Override
      void stand() throws InterruptedException {
        new CountDownLatch(1).await();
      }
    },
    /** The whole process is suspended by SIGSTOP, and goes on from here with SIGCONT. */
    SUSPENDED {
      @Override
      void stand() throws IOException, InterruptedException {
        String pid = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-STOP", pid).inheritIO().start().waitFor();
      }
    };

    abstract void stand() throws IOException, InterruptedException;
  }

  HoldingJournal(Journal journal, Optional<HoldPoint> hold, Stillness stillness) {
    super(journal);
    this.hold = hold;
    this.stillness = stillness;
  }

  @Override
  public void write(RescaleEntry entry) {
    holdAt(Moment.BEFORE, entry);
    super.write(entry);
    holdAt(Moment.AFTER, entry);
  }

  private void holdAt(Moment moment, RescaleEntry entry) {
    if (hold.isPresent() && hold.get().isNow(moment, entry) && held.compareAndSet(false, true)) {
      System.out.println("{\"event\":\"held\"}");
      try {
        stillness.stand();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

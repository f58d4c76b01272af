package io.conttune.controller.loop;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Does not answer while the test says so. */
final class FailingJournal implements Journal {
  private final Journal journal;
  boolean fails = false;
  boolean failsToWrite = false;

  FailingJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public void write(RescaleEntry entry) {
    if (failsToWrite) {
      throw new StoreUnavailableException("the disk is full", new IOException("full"));
    }
    answering().write(entry);
  }

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    return answering().unfinished(jobName);
  }

  @Override
  public List<RescaleEntry> unfinished() {
    return answering().unfinished();
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    return answering().rescales(jobName, limit);
  }

  private Journal answering() {
    if (fails) {
      throw new StoreUnavailableException("no connection", new IOException("refused"));
    }
    return journal;
  }
}

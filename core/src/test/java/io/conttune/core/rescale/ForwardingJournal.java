package io.conttune.core.rescale;

import java.util.List;
import java.util.Optional;

/** A journal that passes every call on to another one. A test overrides what shall go wrong. */
public abstract class ForwardingJournal implements Journal {
  private final Journal target;

  protected ForwardingJournal(Journal target) {
    this.target = target;
  }

  @Override
  public void write(RescaleEntry entry) {
    target.write(entry);
  }

  @Override
  public Optional<RescaleEntry> unfinished(String jobName) {
    return target.unfinished(jobName);
  }

  @Override
  public List<RescaleEntry> unfinished() {
    return target.unfinished();
  }

  @Override
  public List<RescaleEntry> rescales(String jobName, int limit) {
    return target.rescales(jobName, limit);
  }
}

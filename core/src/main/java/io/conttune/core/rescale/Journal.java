package io.conttune.core.rescale;

import java.util.List;
import java.util.Optional;

/** Port: keeps every rescale, by job name. What was written survives a kill of the process. */
public interface Journal {
  /**
   * Writes the entry over the one with the same id. It is on the disk when the call returns.
   *
   * @throws IllegalStateException if another rescale of this job is not in a final stage; nothing
   *     is written
   * @throws SlotsTakenException if the entry is new, and an unfinished rescale of another job lays
   *     claim to slots of the same cluster with which this one has not reckoned; nothing is written
   */
  void write(RescaleEntry entry);

  /** The rescale of this job that is not in a final stage; there is at most one. */
  Optional<RescaleEntry> unfinished(String jobName);

  /**
   * The rescales of all jobs that are not in a final stage. One that cannot be read is left out:
   * {@link #unfinished(String)} tells it to those who serve its job.
   */
  List<RescaleEntry> unfinished();

  /** The rescales of this job, the one begun last first, at most {@code limit}. */
  List<RescaleEntry> rescales(String jobName, int limit);
}

package io.conttune.core.rescale;

import java.util.List;
import java.util.Optional;

/** Port: keeps every rescale, by job name. What was written survives a kill of the process. */
public interface Journal {
  /** Writes the entry over the one with the same id. It is on the disk when the call returns. */
  void write(RescaleEntry entry);

  /** The rescale of this job that is not in a final stage; there is at most one. */
  Optional<RescaleEntry> unfinished(String jobName);

  /** The newest rescales of this job, newest first, at most {@code limit}. */
  List<RescaleEntry> rescales(String jobName, int limit);
}

package io.conttune.core.rescale;

import java.util.Optional;

/** Port: finds one rescale in the journal, without reading the others. */
public interface PastRescales {
  /** The rescale of this job with this id; empty if the journal has none. */
  Optional<RescaleEntry> rescale(String jobName, String id);
}

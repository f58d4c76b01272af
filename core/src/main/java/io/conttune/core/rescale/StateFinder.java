package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import java.util.Optional;

/**
 * Port: looks for the state of a job where it is stored, for when the cluster has forgotten the job
 * and with it what it completed.
 */
public interface StateFinder {
  /**
   * The newest complete savepoint or checkpoint of any run of this rescale; empty if there is none,
   * or the storage is not one that can be looked at from here.
   *
   * @throws FlinkUnavailableException if the storage could not be read this time; call again
   */
  Optional<CapturedState> newest(RescaleEntry entry) throws FlinkUnavailableException;
}

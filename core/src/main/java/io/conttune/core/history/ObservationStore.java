package io.conttune.core.history;

import io.conttune.core.identity.FingerprintChange;
import io.conttune.core.identity.Fingerprints;
import java.util.List;

/** Port: keeps the observations of each job, by job name, over redeployments and restarts. */
public interface ObservationStore {
  /** So many of the newest observations of each operator and parallelism are kept at least. */
  int LEAST_KEPT = 64;

  /**
   * Adds these observations, oldest first, with their times to the microsecond. They are durable
   * when the call returns.
   *
   * @param job of which every operator that was observed has a fingerprint
   */
  void append(String jobName, Fingerprints job, List<Observation> observations);

  /**
   * The observations of this job that are comparable with its operators as they are now: at most
   * the {@code topK} newest per operator and parallelism.
   */
  History history(String jobName, Fingerprints job, int topK);

  /**
   * From now on the observations with these former keys are kept under the new ones, in the order
   * in which they were made. All of them or, if the store fails, none. It is durable when the call
   * returns.
   */
  void move(String jobName, List<FingerprintChange> changes);
}

package io.conttune.core.lease;

import io.conttune.core.Require;

/**
 * The right to act on one job, until it expires. Each time that it is taken its epoch is higher, so
 * that what is written under an older one can be told and refused.
 *
 * @param jobName the job
 * @param epoch counts how often the lease on this job was taken, from 1
 * @param holder who took it, for a person
 */
public record Lease(String jobName, long epoch, String holder) {
  public Lease {
    Require.text("job name", jobName);
    Require.text("holder", holder);
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch must be at least 1, but is " + epoch);
    }
  }
}

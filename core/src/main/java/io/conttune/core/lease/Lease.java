package io.conttune.core.lease;

import io.conttune.core.Require;

/**
 * The right of one controller to act on one job until it expires. The epoch grows each time the
 * lease is taken, so that a write under an older epoch can be recognised and refused.
 *
 * @param jobName the job
 * @param epoch counts how often the lease on this job was taken, from 1
 * @param holder names the controller that took it, for people
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

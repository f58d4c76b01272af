package io.conttune.core.metrics;

import io.conttune.core.Require;

/**
 * Task slots of a cluster as its REST API shows them.
 *
 * @param total slots of all registered TaskManagers
 * @param available those that no job holds
 */
public record Slots(int total, int available) {
  public Slots {
    Require.atLeast("total slots", 0, total);
    Require.atLeast("available slots", 0, available);
  }
}

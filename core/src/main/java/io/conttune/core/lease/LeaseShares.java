package io.conttune.core.lease;

import java.util.List;

/**
 * The controllers that share one store and the leases that they hold, at one moment.
 *
 * @param controllers that are there, the one that came first at the front
 * @param held the leases that have not expired, of whoever has them
 */
public record LeaseShares(List<ServingController> controllers, List<Lease> held) {
  public LeaseShares {
    controllers = List.copyOf(controllers);
    held = List.copyOf(held);
  }
}

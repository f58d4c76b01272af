package io.conttune.core.lease;

import java.time.Duration;

/**
 * Port: knows which controllers share the leases of one store. The store's own clock measures every
 * term; no other clock counts.
 */
public interface ControllerRegister {
  /**
   * Enters this controller for this term from now on, in place of what it had entered before.
   *
   * @return the shares as they are then, with this controller
   */
  LeaseShares enter(ServingController controller, Duration term);

  /** Strikes the controller of this name out at once; does nothing if it is not there. */
  void leave(String name);
}

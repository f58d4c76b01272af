package io.conttune.controller.store;

/** The number of controllers that may have a database open. */
enum Sharing {
  /** Several controllers, which have leases in it. */
  SHARED,
  /** One controller. */
  SOLE
}

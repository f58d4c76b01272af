package io.conttune.core.lease;

import java.time.Duration;

/** The fake keeps the contract. */
final class FakeLeaseStoreTest extends LeaseStoreContract {
  private final FakeLeaseStore store = new FakeLeaseStore();

  @Override
  protected LeaseStore store() {
    return store;
  }

  @Override
  protected void pass(Duration time) {
    store.pass(time);
  }
}

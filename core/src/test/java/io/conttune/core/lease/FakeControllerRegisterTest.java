package io.conttune.core.lease;

import java.time.Duration;

/** The fake keeps the contract. */
final class FakeControllerRegisterTest extends ControllerRegisterContract {
  private final FakeLeaseStore store = new FakeLeaseStore();

  @Override
  protected ControllerRegister register() {
    return store;
  }

  @Override
  protected LeaseStore leases() {
    return store;
  }

  @Override
  protected void pass(Duration time) {
    store.pass(time);
  }
}

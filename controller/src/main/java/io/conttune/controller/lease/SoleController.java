package io.conttune.controller.lease;

import java.util.function.BooleanSupplier;

/** The right of a controller whose store nobody else can open. */
public final class SoleController implements JobLease {
  @Override
  public LeaseStatus claim(BooleanSupplier isBusy) {
    return new LeaseStatus.Alone();
  }

  @Override
  public void renew() {}

  @Override
  public void confirm() {}

  @Override
  public int standbys() {
    return 1;
  }

  @Override
  public void release() {}
}

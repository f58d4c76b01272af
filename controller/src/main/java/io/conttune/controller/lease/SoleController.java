package io.conttune.controller.lease;

/** The right of a controller whose store nobody else can open. */
public final class SoleController implements JobLease {
  @Override
  public LeaseStatus claim() {
    return new LeaseStatus.Alone();
  }

  @Override
  public void renew() {}

  @Override
  public void confirm() {}

  @Override
  public void release() {}
}

package io.conttune.core.rescale;

/** The fake keeps the contract, so that what is tested against it also holds on a cluster. */
final class FakeRedeployerTest extends FakeRedeployerContract {
  @Override
  protected Redeployer clientOf(FakeRedeployer behind) {
    return behind;
  }
}

package io.conttune.core.rescale;

final class FakeSavepointDisposerTest extends SavepointDisposerContract {
  private final FakeSavepointDisposer fake = new FakeSavepointDisposer();

  @Override
  protected SavepointDisposer disposer() {
    return fake;
  }

  @Override
  protected String savepoint() {
    fake.put("file:/s/savepoint-1");
    return "file:/s/savepoint-1";
  }

  @Override
  protected boolean exists(String path) {
    return fake.exists(path);
  }

  @Override
  protected String freshRun() {
    return "fresh";
  }

  @Override
  protected String runFrom(String path) {
    fake.restore("restored", path);
    return "restored";
  }
}

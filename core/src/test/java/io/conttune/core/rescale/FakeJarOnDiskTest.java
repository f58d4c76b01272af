package io.conttune.core.rescale;

final class FakeJarOnDiskTest extends JarOnDiskContract {
  private final FakeJarOnDisk jar = new FakeJarOnDisk("/opt/jobs/words.jar");

  @Override
  protected JarOnDisk jar() {
    return jar;
  }

  @Override
  protected void write(String content) {
    jar.write(content);
  }
}

package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.JarOnDiskContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class JarFileTest extends JarOnDiskContract {
  @TempDir private Path directory;

  @Override
  protected JarOnDisk jar() {
    return new JarFile(path());
  }

  @Override
  protected void write(String content) throws IOException {
    Files.writeString(path(), content);
  }

  private Path path() {
    return directory.resolve("words.jar");
  }
}

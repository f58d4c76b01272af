package io.conttune.harness;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that is soon full; mounted where this user may mount at all. */
final class SmallDisk {
  static final int BYTES = 4096;

  private SmallDisk() {}

  static void mount(Path directory) throws IOException, InterruptedException {
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", directory.toString());
    Assumptions.assumeTrue(code == 0, "no file system can be mounted here");
  }

  static void unmount(Path directory) throws IOException, InterruptedException {
    int code = run("umount", "-l", directory.toString());
    if (code != 0) {
      throw new IOException("umount %s: exit code %d".formatted(directory, code));
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

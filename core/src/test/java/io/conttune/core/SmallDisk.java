package io.conttune.core;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that is soon full, mounted where this user may mount at all. */
public final class SmallDisk {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one of this size, in bytes, over a directory; the calling test is skipped otherwise. */
  public static SmallDisk mount(Path directory, int bytes)
      throws IOException, InterruptedException {
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", directory.toString());
    Assumptions.assumeTrue(code == 0, "no file system can be mounted here");
    return new SmallDisk(directory);
  }

  /** Nothing can be written to it any more, not even by the superuser. */
  public void makeReadOnly() throws IOException, InterruptedException {
    require(run("mount", "-o", "remount,ro", directory.toString()));
  }

  /** Takes the file system away, with all that is on it. */
  public void unmount() throws IOException, InterruptedException {
    require(run("umount", "-l", directory.toString()));
  }

  private void require(int code) throws IOException {
    if (code != 0) {
      throw new IOException("the file system at %s: exit code %d".formatted(directory, code));
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

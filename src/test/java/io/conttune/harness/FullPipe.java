package io.conttune.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A named pipe that is full, and whose reader stands still. */
final class FullPipe implements AutoCloseable {
  /** What a pipe of Linux holds. */
  private static final int CAPACITY = 1 << 16;

  private final Path path;
  private final RandomAccessFile reader;

  private FullPipe(Path path, RandomAccessFile reader) {
    this.path = path;
    this.reader = reader;
  }

  /** Makes it at a path where nothing is. */
  static FullPipe at(Path path) throws IOException, InterruptedException {
    int made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (made != 0) {
      throw new IOException("mkfifo %s ended with %d".formatted(path, made));
    }
    // Opened for both, it does not wait for somebody at the other end.
    RandomAccessFile reader = new RandomAccessFile(path.toFile(), "rw");
    reader.write(new byte[CAPACITY]);
    return new FullPipe(path, reader);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

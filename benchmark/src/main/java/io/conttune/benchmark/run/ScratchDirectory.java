package io.conttune.benchmark.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that goes, with all that is in it, when it is closed.
 *
 * @param path where it is
 */
public record ScratchDirectory(Path path) implements AutoCloseable {

  /** A new one below the temporary folder. */
  public static ScratchDirectory temporary(String prefix) throws IOException {
    return new ScratchDirectory(Files.createTempDirectory(prefix));
  }

  /** A new one below a folder. */
  public static ScratchDirectory in(Path parent, String prefix) throws IOException {
    return new ScratchDirectory(Files.createTempDirectory(parent.toAbsolutePath(), prefix));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package io.conttune.controller.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A child process that runs {@link StoreWriterMain}. */
final class StoreWriter implements AutoCloseable {
  private final Process process;

  private StoreWriter(Process process) {
    this.process = process;
  }

  static StoreWriter start(String url, int number) throws IOException {
    return new StoreWriter(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriterMain.class.getName(),
                url,
                Integer.toString(number))
            .redirectErrorStream(true)
            .start());
  }

  /** Its next line of output; the empty text once it has ended. */
  String readLine() throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    return line == null ? "" : line;
  }

  /** Kills it as SIGKILL does, and waits until it is gone. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IOException("process " + process.pid() + " outlived its kill");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while process " + process.pid() + " ended", e);
    }
  }
}

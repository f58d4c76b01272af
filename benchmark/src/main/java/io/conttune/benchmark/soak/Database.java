package io.conttune.benchmark.soak;

import io.conttune.benchmark.soak.DatabaseFault.Kind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL whose data and port stay the same while it is stopped, killed and held. */
final class Database implements AutoCloseable {
  private static final int TRIES = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  private Database(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
    this.port = server.getPort();
  }

  /** Starts one with its data in this directory, which is made. */
  static Database start(Path data) throws IOException {
    return new Database(data, builder(data).start());
  }

  private static EmbeddedPostgres.Builder builder(Path data) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("logging_collector", "off");
  }

  /** The value of {@code store} in a service's file. */
  String store() {
    return "{url: 'jdbc:postgresql://localhost:%d/postgres', user: postgres}".formatted(port);
  }

  /** Begins a fault. */
  void begin(Kind fault) throws IOException, InterruptedException {
    switch (fault) {
      case RESTARTED -> server.close();
      case KILLED -> {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        // Or it keeps its lock on the data.
        server.close();
      }
      case HUNG -> signal("STOP");
    }
  }

  /** Ends a fault. */
  void end(Kind fault) throws IOException, InterruptedException {
    if (fault == Kind.HUNG) {
      signal("CONT");
    } else {
      restart();
    }
  }

  /** Sessions of one that was killed may take a moment to end, and until then none can start. */
  private void restart() throws IOException, InterruptedException {
    for (int left = TRIES; ; left--) {
      try {
        server = builder(data).setPort(port).start();
        return;
      } catch (IOException | IllegalStateException notYet) {
        if (left == 0) {
          throw new IOException(
              "the database does not start again: " + notYet.getMessage(), notYet);
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster();
    List<String> pids = new ArrayList<>(List.of(String.valueOf(postmaster.pid())));
    // Its parent first, which then starts no more.
    signal(name, pids);
    postmaster.descendants().forEach(child -> pids.add(String.valueOf(child.pid())));
    signal(name, pids);
  }

  private static void signal(String name, List<String> pids)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.addAll(pids);
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private ProcessHandle postmaster() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IOException("the database does not run any more"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.conttune.controller.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL in a process of its own, whose data outlive it. */
final class PostgresServer implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String DATABASE = "postgres";

  private final EmbeddedPostgres server;
  private final Path data;

  private PostgresServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Starts one with the data in this directory. */
  static PostgresServer start(Path data) throws IOException {
    return start(data, 0);
  }

  /** Starts one at this port; 0 for any. */
  static PostgresServer start(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "off");
    if (port > 0) {
      builder.setPort(port);
    }
    return new PostgresServer(builder.start(), data);
  }

  int port() {
    return server.getPort();
  }

  String url(String schema) {
    return "jdbc:postgresql://localhost:%d/%s?currentSchema=%s".formatted(port(), DATABASE, schema);
  }

  /** The tables of one test lie in a schema of their own. */
  Postgres schema(String name) throws SQLException {
    Postgres schema = postgres(url(name));
    try (Connection connection = postgres(url("public")).connect()) {
      new Transaction(connection).update("create schema if not exists " + name);
      connection.commit();
    }
    return schema;
  }

  static Postgres postgres(String url) {
    return new Postgres(url, Map.of("user", "postgres", "password", "postgres"), PATIENCE);
  }

  /** SIGKILL of the server and all its processes' parent. */
  void kill() throws IOException {
    ProcessHandle postmaster = postmaster();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  /** SIGSTOP of all its processes: it takes connections, and answers nothing. */
  void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster();
    List<String> pids = new ArrayList<>(List.of(String.valueOf(postmaster.pid())));
    // One by one from its parent on, which then starts no more: a session may just end.
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
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package io.conttune.controller.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL in a process of its own, whose data outlive it. */
final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
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
    Postgres vendor = vendor(url(name));
    try (Connection connection = vendor(url("public")).connect()) {
      new Transaction(connection).update("create schema if not exists " + name);
      connection.commit();
    }
    return vendor;
  }

  static Postgres vendor(String url) {
    return new Postgres(url, Map.of("user", "postgres", "password", "postgres"), PATIENCE);
  }

  /** SIGKILL of the server and all its processes' parent. */
  void kill() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

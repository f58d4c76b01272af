package io.conttune.controller.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A PostgreSQL in a process of its own, whose data outlive it. */
final class PostgresServer implements TestServer {
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;
  private final Path data;

  private PostgresServer(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Starts one with the data in this directory, at this port; 0 for any. */
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

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String databaseOfAll() {
    return USER;
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public DatabaseServer database(String name, String user, List<Integer> ports) {
    String hosts = ports.stream().map("localhost:%d"::formatted).collect(Collectors.joining(","));
    return postgres("jdbc:postgresql://%s/%s".formatted(hosts, name), user);
  }

  /** A schema. */
  @Override
  public DatabaseServer emptyDatabase(String name) throws SQLException {
    try (Connection connection = watcher()) {
      new Transaction(connection).update("create schema " + name);
      connection.commit();
    }
    return postgres(
        "jdbc:postgresql://localhost:%d/%s?currentSchema=%s"
            .formatted(port(), databaseOfAll(), name),
        USER);
  }

  @Override
  public Connection watcher() throws SQLException {
    return database(databaseOfAll(), USER).connect();
  }

  private static DatabaseServer postgres(String url, String user) {
    return new Postgres(url, Map.of("user", user, "password", PASSWORD), PATIENCE);
  }

  @Override
  public String waitingForLocks() {
    return "select count(*) from pg_locks where not granted";
  }

  @Override
  public String sleeping(int seconds) {
    return "select pg_sleep(%d)".formatted(seconds);
  }

  @Override
  public String wordsOfTimeout() {
    return "statement timeout";
  }

  @Override
  public String wordsOfFullDisk() {
    return "No space left on device";
  }

  @Override
  public boolean isAlive() throws IOException {
    return postmaster().isAlive();
  }

  @Override
  public String bounds() {
    return "select pg_backend_pid() || ' ' || current_setting('synchronous_commit')"
        + " || ' ' || current_setting('statement_timeout')"
        + " || ' ' || current_setting('lock_timeout')"
        + " || ' ' || current_setting('idle_in_transaction_session_timeout')"
        + " || ' ' || current_setting('transaction_isolation')";
  }

  @Override
  public String expectedBounds() {
    return "on 2s 2s 2s read committed";
  }

  /** Of all its processes' parent. */
  @Override
  public void kill() throws IOException {
    ProcessHandle postmaster = postmaster();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  /** Of all its processes. */
  @Override
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  @Override
  public void resume() throws IOException, InterruptedException {
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

package io.conttune.controller.store;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A MariaDB in a process of its own, whose data outlive it. */
class MariaDbServer implements TestServer {
  private static final String DATABASE = "tuner";
  private static final String USER = "tuner";
  private static final String ADMIN = "admin";
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Without the rights that get by a server's being read only. */
  private static final String USERS =
      """
      create database if not exists %1$s;
      create user if not exists %2$s@'%%' identified by '%4$s';
      grant select, insert, update, delete, create, drop, index, alter on *.* to %2$s@'%%';
      create user if not exists %3$s@'%%' identified by '%4$s';
      grant all privileges on *.* to %3$s@'%%';
      """
          .formatted(DATABASE, USER, ADMIN, PASSWORD);

  private final Process process;
  private final int port;

  /** Starts this program with the data in this directory, at this port; 0 for any. */
  MariaDbServer(ServerProgram program, Path data, int wantedPort) throws IOException {
    if (!Files.exists(data)) {
      program.makeSystemTables(Files.createDirectory(data));
    }
    Path users = Files.writeString(data.resolveSibling("users.sql"), USERS);
    port = wantedPort > 0 ? wantedPort : TestServer.freePort();
    List<String> command = new ArrayList<>(program.command(data));
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=server.sock",
            "--skip-name-resolve",
            "--init-file=" + users));
    process = program.started(command, data);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await().atMost(LONG).until(() -> isReady(data));
  }

  /** Starts one with the data in this directory, at this port; 0 for any. */
  static MariaDbServer start(Path data, int port) throws IOException {
    return new MariaDbServer(MariaDbProgram.unpacked(), data, port);
  }

  private boolean isReady(Path data) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the server has ended: " + Files.readString(ServerProgram.log(data)));
    }
    try (Connection watcher = watcher()) {
      return watcher.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Of its URLs. */
  String scheme() {
    return "mariadb";
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final String databaseOfAll() {
    return DATABASE;
  }

  @Override
  public final String user() {
    return USER;
  }

  @Override
  public final DatabaseServer database(String name, String user, List<Integer> ports) {
    String hosts = ports.stream().map("127.0.0.1:%d"::formatted).collect(Collectors.joining(","));
    return new MariaDb(
        "jdbc:%s://%s/%s".formatted(scheme(), hosts, name),
        Map.of("user", user, "password", PASSWORD),
        PATIENCE);
  }

  @Override
  public final DatabaseServer emptyDatabase(String name) throws SQLException {
    try (Connection connection = watcher()) {
      new Transaction(connection).update("create database " + name);
    }
    return database(name, USER);
  }

  @Override
  public final Connection watcher() throws SQLException {
    return database(DATABASE, ADMIN).connect();
  }

  @Override
  public final String waitingForLocks() {
    return "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'";
  }

  @Override
  public String sleeping(int seconds) {
    return "select sleep(%d)".formatted(seconds);
  }

  @Override
  public String wordsOfTimeout() {
    return "max_statement_time exceeded";
  }

  /**
   * It ends, as it cannot even undo what it has begun; the words are those of a lost connection.
   */
  @Override
  public String wordsOfFullDisk() {
    return "the store jdbc:" + scheme();
  }

  @Override
  public final boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String bounds() {
    return "select concat_ws(' ', connection_id(), @@innodb_lock_wait_timeout,"
        + " @@idle_transaction_timeout, @@max_statement_time, @@tx_isolation, @@time_zone)";
  }

  @Override
  public String expectedBounds() {
    return "2 2 2.000000 READ-COMMITTED +00:00";
  }

  @Override
  public final void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public final void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  @Override
  public final void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public final void close() {
    process.destroy();
    process.onExit().join();
  }
}

package io.conttune.controller.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A real database server in a process of its own, whose data outlive it. */
interface TestServer extends AutoCloseable {
  /** Of every store on it. */
  Duration PATIENCE = Duration.ofMillis(2500);

  /** Of every user. */
  String PASSWORD = "hunter2";

  /** The port of loopback at which it listens. */
  int port();

  /** A port of loopback at which nobody listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The way to its database of this name, for this user. */
  default DatabaseServer database(String name, String user) {
    return database(name, user, List.of(port()));
  }

  /** The way to the database of this name at the first server that is there, of these ports. */
  DatabaseServer database(String name, String user, List<Integer> ports);

  /** A database that is there from the beginning. */
  String databaseOfAll();

  /** A user who may use every database. */
  String user();

  /** Makes an empty place for tables, which keeps the tables of one test from those of others. */
  DatabaseServer emptyDatabase(String name) throws SQLException;

  /** A session that may look at all others. */
  Connection watcher() throws SQLException;

  /** SQL that counts the sessions that wait for a lock. */
  String waitingForLocks();

  /** SQL that takes this long. */
  String sleeping(int seconds);

  /** What the server says of a statement that took too long. */
  String wordsOfTimeout();

  /** What a store says of a server whose disk is full. */
  String wordsOfFullDisk();

  /** Whether its process runs. */
  boolean isAlive() throws IOException;

  /** SQL that tells the session's number, a blank, and then its bounds. */
  String bounds();

  /** What {@link #bounds} tells behind the blank. */
  String expectedBounds();

  /** SIGKILL of the server. */
  void kill() throws IOException;

  /** SIGSTOP: it takes connections, and answers nothing. */
  void suspend() throws IOException, InterruptedException;

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}

package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a store promises, on one server that is started once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTests {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestServer server;

  /** Starts one with the data in this directory, at this port; 0 for any. */
  abstract TestServer start(Path data, int port) throws IOException;

  @BeforeAll
  final void startServer(@TempDir Path directory) throws IOException {
    server = start(directory.resolve("data"), 0);
  }

  @AfterAll
  final void stopServer() throws IOException {
    server.close();
  }

  /** The server, while it runs. */
  final TestServer server() {
    return server;
  }

  @Nested
  class Contracts extends ServerContracts {
    @Override
    TestServer server() {
      return server;
    }
  }

  @Nested
  class WhatIsKept extends StoreRetention {
    private DatabaseServer database;

    @BeforeEach
    void makeDatabase() throws SQLException {
      database = server.emptyDatabase("retention_" + DATABASES.incrementAndGet());
    }

    @Override
    Database open() {
      return ServerDatabase.open(database);
    }
  }

  @Nested
  class Leases extends ServerLeases {
    @Override
    TestServer server() {
      return server;
    }
  }

  @Nested
  class Faults extends ServerFaults {
    @Override
    TestServer server() {
      return server;
    }

    @Override
    TestServer start(Path data, int port) throws IOException {
      return ServerTests.this.start(data, port);
    }
  }

  @Nested
  class Hangs extends ServerHangs {
    @Override
    TestServer server() {
      return server;
    }
  }

  @Nested
  class OnSmallDisk extends ServerOnSmallDisk {
    @Override
    TestServer start(Path data, int port) throws IOException {
      return ServerTests.this.start(data, port);
    }
  }

  @Nested
  class Failovers extends ServerFailovers {
    @Override
    TestServer start(Path data, int port) throws IOException {
      return ServerTests.this.start(data, port);
    }
  }
}

package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class PostgresStoreTest extends StoreContracts<JdbcStore> {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  @TempDir private static Path directory;
  private static PostgresServer server;

  private JdbcStore store;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.start(directory.resolve("data"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    store =
        JdbcStore.open(
            PostgresDatabase.open(server.schema("test_" + SCHEMAS.incrementAndGet())),
            Retention.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  JdbcStore store() {
    return store;
  }
}

package io.conttune.controller.store;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contracts of a store on a server. */
abstract class ServerContracts extends StoreContracts<JdbcStore> {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private JdbcStore store;

  abstract TestServer server();

  @BeforeEach
  final void open() throws SQLException {
    DatabaseServer database = server().emptyDatabase("contracts_" + DATABASES.incrementAndGet());
    store = JdbcStore.open(ServerDatabase.open(database), Retention.DEFAULT);
  }

  @AfterEach
  final void close() {
    store.close();
  }

  @Override
  final JdbcStore store() {
    return store;
  }
}

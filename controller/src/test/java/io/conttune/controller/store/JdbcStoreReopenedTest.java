package io.conttune.controller.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Closes the file and opens it again before every access. */
final class JdbcStoreReopenedTest extends StoreContracts<JdbcStore> {
  @TempDir private Path directory;
  private JdbcStore store;

  @BeforeEach
  void open() {
    store = JdbcStore.open("jdbc:h2:file:" + directory.resolve("conttune"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  JdbcStore store() {
    close();
    open();
    return store;
  }
}

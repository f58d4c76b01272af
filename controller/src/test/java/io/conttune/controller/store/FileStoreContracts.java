package io.conttune.controller.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of a store in a file of H2. */
abstract class FileStoreContracts extends StoreContracts<JdbcStore> {
  @TempDir private Path directory;
  private JdbcStore store;

  @BeforeEach
  final void open() {
    store = JdbcStore.open("jdbc:h2:file:" + directory.resolve("conttune"));
  }

  @AfterEach
  final void close() {
    store.close();
  }

  /** The store that is open now. */
  final JdbcStore opened() {
    return store;
  }
}

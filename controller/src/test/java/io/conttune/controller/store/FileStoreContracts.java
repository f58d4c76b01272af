package io.conttune.controller.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of a store in a file of H2. */
abstract class FileStoreContracts extends StoreContracts<JdbcStore> {
  private static final String FILE = "conttune.mv.db";

  /** The tables are made once: that takes longer than a test. */
  @TempDir private static Path empty;

  @TempDir private Path directory;
  private JdbcStore store;

  @BeforeAll
  static void makeTheTables() {
    open(empty).close();
  }

  @BeforeEach
  final void open() {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      copyTheTablesTo(file);
    }
    store = open(directory);
  }

  @AfterEach
  final void close() {
    store.close();
  }

  /** The store that is open now. */
  final JdbcStore opened() {
    return store;
  }

  private static void copyTheTablesTo(Path file) {
    try {
      Files.copy(empty.resolve(FILE), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JdbcStore open(Path directory) {
    return JdbcStore.open("jdbc:h2:file:" + directory.resolve("conttune"));
  }
}

package io.conttune.controller.store;

/** Closes the file and opens it again before every access. */
final class JdbcStoreReopenedTest extends FileStoreContracts {
  @Override
  JdbcStore store() {
    close();
    open();
    return opened();
  }
}

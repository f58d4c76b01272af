package io.conttune.controller.store;

final class JdbcStoreTest extends FileStoreContracts {
  @Override
  JdbcStore store() {
    return opened();
  }
}

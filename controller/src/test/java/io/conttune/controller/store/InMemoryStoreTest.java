package io.conttune.controller.store;

final class InMemoryStoreTest extends StoreContracts<InMemoryStore> {
  private final InMemoryStore store = new InMemoryStore();

  @Override
  InMemoryStore store() {
    return store;
  }
}

package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JdbcStoreTest extends FileStoreContracts {
  @Override
  JdbcStore store() {
    return opened();
  }

  @Test
  void hasNoLeasesAsItServesOneController() {
    assertThat(opened().leases()).isEmpty();
    assertThat(opened().controllers()).isEmpty();
  }
}

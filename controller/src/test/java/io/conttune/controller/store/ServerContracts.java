package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conttune.core.lease.Claim;
import io.conttune.core.lease.LeaseStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void takesAJobThatAnH2DatabaseHasExportedUnlessAControllerActsOnIt() {
    try (JdbcStore alone = JdbcStore.open("jdbc:h2:mem:exporting")) {
      List<String> lines = JobTransferTest.exported(alone);
      LeaseStore leases = store.leases().orElseThrow();
      Claim claim = leases.take(JobTransferTest.JOB, "controller:1", Duration.ofMinutes(1));

      assertThatIllegalStateException()
          .isThrownBy(() -> new JobTransfer(store).read(lines, "import:1"))
          .withMessageContaining("controller:1");
      leases.release(((Claim.Granted) claim).lease());
      new JobTransfer(store).read(lines, "import:1");

      JobTransferTest.assertTaken(store);
      assertThat(leases.take(JobTransferTest.JOB, "controller:1", Duration.ofMinutes(1)))
          .isInstanceOf(Claim.Granted.class);
    }
  }
}

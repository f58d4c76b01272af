package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.rescale.FakeSavepointDisposer;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.SavepointDisposerContract;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a lease it is the cluster behind it, without one it changes nothing. */
final class FencedSavepointDisposerTest extends SavepointDisposerContract {
  private static final String JOB = "wordcount";
  private static final String PATH = "file:/s/savepoint-1";
  private static final Duration TERM = Duration.ofSeconds(15);

  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final SharedLease lease = new SharedLease(leases, JOB, "this:1", TERM);
  private final FakeSavepointDisposer cluster = new FakeSavepointDisposer();

  @BeforeEach
  void takeTheLease() {
    lease.claim(() -> false);
  }

  @Override
  protected SavepointDisposer disposer() {
    return new FencedSavepointDisposer(cluster, lease);
  }

  @Override
  protected String savepoint() {
    cluster.put(PATH);
    return PATH;
  }

  @Override
  protected boolean exists(String path) {
    return cluster.exists(path);
  }

  @Override
  protected String freshRun() {
    return "fresh";
  }

  @Override
  protected String runFrom(String path) {
    cluster.restore("restored", path);
    return "restored";
  }

  @Test
  void asksForNothingUnderALeaseThatWasLost() {
    leases.seize(JOB, "other:2", TERM);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> disposer().dispose(savepoint()))
        .withMessageContaining("other:2");
    assertThat(cluster.takeRequests()).isEmpty();
  }
}

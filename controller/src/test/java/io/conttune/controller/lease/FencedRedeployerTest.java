package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.ContractCluster;
import io.conttune.core.rescale.FakeContractCluster;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RedeployerContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a lease it is the cluster behind it, without one it changes nothing. */
final class FencedRedeployerTest extends RedeployerContract {
  private static final String JOB = "wordcount";
  private static final Duration TERM = Duration.ofSeconds(15);

  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final SharedLease lease = new SharedLease(leases, JOB, "this:1", TERM);

  private final FakeContractCluster cluster =
      new FakeContractCluster(behind -> new FencedRedeployer(behind, lease));

  @BeforeEach
  void takeTheLease() {
    lease.claim(() -> false);
  }

  @Override
  protected ContractCluster cluster() {
    return cluster;
  }

  @Test
  void changesNothingUnderALeaseThatWasLost() throws FlinkUnavailableException {
    String jobId = cluster.runningJob(2);
    leases.seize(JOB, "other:2", TERM);
    Redeployer fenced = cluster.newRedeployer();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> fenced.stop(jobId, newId(), cluster.savepointDirectory()))
        .withMessageContaining("other:2");
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(
            () -> fenced.submit(request(cluster, newId(), cluster.launch(3), "file:/savepoint")));
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> fenced.cancel(jobId));

    assertThat(cluster.fake().calls()).isEmpty();
    assertThat(cluster.fake().liveJobIds()).containsExactly(jobId);
  }

  @Test
  void asksNoSchedulerUnderALeaseThatWasLost() throws FlinkUnavailableException {
    Map<OperatorId, ParallelismRange> ranges = Map.of(cluster.vertex(), new ParallelismRange(1, 2));
    String jobId = newId();
    cluster.fake().runningAdaptively(jobId, ranges);
    Redeployer fenced = cluster.newRedeployer();
    assertThat(fenced.change(jobId, ranges)).isEqualTo(new ChangeReply.Accepted());

    leases.seize(JOB, "other:2", TERM);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> fenced.change(jobId, ranges));
    assertThat(cluster.fake().requirements(jobId)).contains(ranges);
    assertThat(cluster.fake().calls()).hasSize(1);
  }

  @Test
  void hasAWholeTermForEachCall() throws FlinkUnavailableException {
    String jobId = cluster.runningJob(2);
    leases.pass(TERM.minusMillis(1));

    cluster.newRedeployer().cancel(jobId);
    leases.pass(TERM.minusMillis(1));

    assertThat(leases.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Refused.class);
  }
}

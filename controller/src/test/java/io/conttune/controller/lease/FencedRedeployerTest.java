package io.conttune.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.lease.Claim;
import io.conttune.core.lease.FakeLeaseStore;
import io.conttune.core.lease.LeaseLostException;
import io.conttune.core.rescale.FakeRedeployer;
import io.conttune.core.rescale.FakeRedeployerContract;
import io.conttune.core.rescale.JobCondition.Present;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.ResourceRequirements;
import io.conttune.core.rescale.ResourceRequirements.ChangeReply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a lease it is the cluster behind it, without one it changes nothing. */
final class FencedRedeployerTest extends FakeRedeployerContract {
  private static final String JOB = "wordcount";
  private static final Duration TERM = Duration.ofSeconds(15);

  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final SharedLease lease = new SharedLease(leases, JOB, "this:1", TERM);

  @BeforeEach
  void takeTheLease() {
    lease.claim();
  }

  @Override
  protected Redeployer clientOf(FakeRedeployer cluster) {
    return new FencedRedeployer(cluster, lease);
  }

  @Test
  void changesNothingUnderALeaseThatWasLost() throws FlinkUnavailableException {
    String jobId = runningJob(2);
    leases.seize(JOB, "other:2", TERM);
    Redeployer fenced = newClient();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> fenced.stop(jobId, newId(), savepointDirectory()))
        .withMessageContaining("other:2");
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> fenced.submit(request(newId(), launch(3), "file:/savepoint")));
    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> fenced.cancel(jobId));

    assertThat(cluster().calls()).isEmpty();
    assertThat(fenced.condition(jobId)).isInstanceOf(Present.class);
  }

  @Test
  void asksNoSchedulerUnderALeaseThatWasLost() throws FlinkUnavailableException {
    Map<OperatorId, ParallelismRange> ranges = Map.of(vertex(), new ParallelismRange(1, 2));
    String jobId = newId();
    cluster().runningAdaptively(jobId, ranges);
    ResourceRequirements requirements = newClient().requirements();
    assertThat(requirements.change(jobId, ranges)).isEqualTo(new ChangeReply.Accepted());

    leases.seize(JOB, "other:2", TERM);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> requirements.change(jobId, ranges));
    assertThat(requirements.of(jobId)).contains(ranges);
    assertThat(cluster().calls()).hasSize(1);
  }

  @Test
  void hasAWholeTermForEachCall() throws FlinkUnavailableException {
    String jobId = runningJob(2);
    leases.pass(TERM.minusMillis(1));

    newClient().cancel(jobId);
    leases.pass(TERM.minusMillis(1));

    assertThat(leases.take(JOB, "other:2", TERM)).isInstanceOf(Claim.Refused.class);
  }
}

package io.conttune.controller.lease;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.util.Map;

/**
 * Changes a cluster only while the lease is held. Every call throws {@link
 * io.conttune.core.lease.LeaseLostException} if the lease was lost, and {@link
 * io.conttune.core.StoreUnavailableException} if that cannot be told; nothing was sent then.
 *
 * @param cluster that is changed
 * @param lease under which it may be
 */
public record FencedRedeployer(Redeployer cluster, JobLease lease) implements Redeployer {
  @Override
  public StopProgress stop(String jobId, String triggerId, String savepointDirectory)
      throws FlinkUnavailableException {
    lease.confirm();
    return cluster.stop(jobId, triggerId, savepointDirectory);
  }

  @Override
  public Submission submit(LaunchRequest request) throws FlinkUnavailableException {
    lease.confirm();
    return cluster.submit(request);
  }

  @Override
  public void cancel(String jobId) throws FlinkUnavailableException {
    lease.confirm();
    cluster.cancel(jobId);
  }

  @Override
  public ChangeReply change(String jobId, Map<OperatorId, ParallelismRange> ranges)
      throws FlinkUnavailableException {
    lease.confirm();
    return cluster.change(jobId, ranges);
  }
}

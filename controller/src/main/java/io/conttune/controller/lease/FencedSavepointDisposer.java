package io.conttune.controller.lease;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointDisposer;
import java.util.Optional;

/**
 * Disposes of a savepoint only while the lease is held, as {@link FencedRedeployer} changes a
 * cluster.
 *
 * @param cluster that has the savepoints
 * @param lease under which they may be disposed of
 */
public record FencedSavepointDisposer(SavepointDisposer cluster, JobLease lease)
    implements SavepointDisposer {
  @Override
  public Disposal dispose(String path) throws FlinkUnavailableException {
    lease.confirm();
    return cluster.dispose(path);
  }

  @Override
  public Optional<String> restoredFrom(String jobId) throws FlinkUnavailableException {
    return cluster.restoredFrom(jobId);
  }
}

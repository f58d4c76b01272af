package io.conttune.core.rescale;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One launch of a job, with all by which it can be found again if the cluster gives it another id.
 *
 * @param jobId chosen by the caller, 32 hexadecimal digits
 * @param jobName of the job
 * @param launch everything that starts it
 * @param state it starts from
 * @param parallelism that every vertex is to have
 * @param others ids of runs that are known to be others
 * @param claim the controller that may have begun it; only for a launch that cannot be repeated
 */
public record LaunchRequest(
    String jobId,
    String jobName,
    Launch launch,
    CapturedState state,
    Map<OperatorId, Integer> parallelism,
    Set<String> others,
    Optional<LaunchClaim> claim) {
  public LaunchRequest {
    Require.text("job id", jobId);
    Require.text("job name", jobName);
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(state, "state");
    parallelism = Map.copyOf(parallelism);
    others = Set.copyOf(others);
    Objects.requireNonNull(claim, "claim");
  }
}

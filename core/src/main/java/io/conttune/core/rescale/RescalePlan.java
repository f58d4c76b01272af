package io.conttune.core.rescale;

import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The plan of a rescale, fixed before it begins.
 *
 * @param jobName of the job
 * @param jobId the run that is to be replaced
 * @param step the step of the method that asked for it
 * @param former parallelism of every vertex now
 * @param wanted parallelism of every vertex afterwards
 * @param rescaling the way from one to the other
 * @param stateAfterwards the tuner's memory once the rescale is verified
 * @param patience the longest time of each stage
 * @param slots the slots that it needs; empty if they were not counted
 * @param stateBytes size of the state in the job's newest checkpoint; empty if it is not known
 */
public record RescalePlan(
    String jobName,
    String jobId,
    Decision.Step step,
    Map<OperatorId, Integer> former,
    Map<OperatorId, Integer> wanted,
    Rescaling rescaling,
    TunerState stateAfterwards,
    Patience patience,
    Optional<SlotClaim> slots,
    OptionalLong stateBytes) {
  public RescalePlan {
    Require.text("job name", jobName);
    Require.text("job id", jobId);
    Objects.requireNonNull(step, "step");
    former = Map.copyOf(former);
    wanted = Map.copyOf(wanted);
    if (!former.keySet().equals(wanted.keySet())) {
      throw new IllegalArgumentException(
          "a rescale keeps the job vertices, but goes from %s to %s"
              .formatted(former.keySet(), wanted.keySet()));
    }
    Objects.requireNonNull(rescaling, "rescaling");
    Objects.requireNonNull(stateAfterwards, "stateAfterwards");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(stateBytes, "stateBytes");
  }

  /** A plan of which neither the slots nor the state were counted. */
  public RescalePlan(
      String jobName,
      String jobId,
      Decision.Step step,
      Map<OperatorId, Integer> former,
      Map<OperatorId, Integer> wanted,
      Rescaling rescaling,
      TunerState stateAfterwards,
      Patience patience) {
    this(
        jobName,
        jobId,
        step,
        former,
        wanted,
        rescaling,
        stateAfterwards,
        patience,
        Optional.empty(),
        OptionalLong.empty());
  }

  /** The same plan, whose restart launches the job so. */
  RescalePlan launchedBy(Launch formerLaunch, Launch wantedLaunch) {
    return new RescalePlan(
        jobName,
        jobId,
        step,
        former,
        wanted,
        rescaling.launchedBy(formerLaunch, wantedLaunch),
        stateAfterwards,
        patience,
        slots,
        stateBytes);
  }

  /** The same plan with this claim to slots. */
  public RescalePlan claiming(SlotClaim claim) {
    return new RescalePlan(
        jobName,
        jobId,
        step,
        former,
        wanted,
        rescaling,
        stateAfterwards,
        patience,
        Optional.of(claim),
        stateBytes);
  }

  /** The same plan for a job with state of this size. */
  public RescalePlan withState(OptionalLong size) {
    return new RescalePlan(
        jobName, jobId, step, former, wanted, rescaling, stateAfterwards, patience, slots, size);
  }

  /**
   * The times that a rescale waits.
   *
   * @param start for all subtasks to run after a launch; then it is rolled back
   * @param settle without a failure after all subtasks run; then it is verified
   * @param retry between two tries to bring the former parallelism back; doubles up to 32 times
   *     this
   * @param answerAge the greatest age of an answer of the cluster, which serves some from a cache
   */
  public record Patience(Duration start, Duration settle, Duration retry, Duration answerAge) {
    public Patience {
      for (Duration duration : new Duration[] {start, settle, retry, answerAge}) {
        if (duration.isNegative()) {
          throw new IllegalArgumentException("a duration must not be negative: " + duration);
        }
      }
    }
  }
}

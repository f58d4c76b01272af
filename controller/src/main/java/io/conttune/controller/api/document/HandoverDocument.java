package io.conttune.controller.api.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a deployment needs to start a job again as it runs.
 *
 * @param job its name
 * @param flink address of its cluster
 * @param jobId the live run; absent if there is none, or there are several
 * @param ready whether the service leaves the job alone: it obeys a pause or freeze, no rescale
 *     goes on, none is asked for, and it is known which run is the job
 * @param waitsFor what it is not ready for, in one sentence; absent if it is ready
 * @param pause the pause that it obeys, of several the one that lasts longest; absent without one
 * @param operators with their parallelism; empty while the job is not measured
 * @param state the newest one of the live run, or of the last one; absent if it is not known
 */
public record HandoverDocument(
    String job,
    String flink,
    Optional<String> jobId,
    boolean ready,
    Optional<String> waitsFor,
    Optional<Pause> pause,
    List<Operator> operators,
    Optional<State> state) {
  public HandoverDocument {
    operators = List.copyOf(operators);
  }

  /**
   * The time in which the service leaves the job alone.
   *
   * @param id of the order
   * @param author who has given it
   * @param reason why
   * @param until when it ends by itself; absent if it does not
   */
  public record Pause(String id, String author, String reason, Optional<Instant> until) {}

  /**
   * An operator of the job.
   *
   * @param id of the job vertex
   * @param name as in the log
   * @param parallelism its present one
   */
  public record Operator(String id, String name, int parallelism) {}

  /**
   * State from which a run may be started.
   *
   * @param kind savepoint or checkpoint
   * @param path as the cluster names it
   * @param ageSeconds since it was completed; of what a failed rescale has left, since it failed
   * @param survivesCancel whether it is still there when the job is cancelled
   */
  public record State(String kind, String path, double ageSeconds, boolean survivesCancel) {}
}

package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest state of a run, from which another run may be started without a loss. The run may have
 * ended.
 *
 * @param state savepoint or checkpoint
 * @param age since it was completed; of one that the run was restored from, since then at least
 * @param survivesCancel whether Flink keeps it when the run is cancelled; true once it has ended
 */
public record NewestRunState(CapturedState state, Duration age, boolean survivesCancel) {
  private static final String COMPLETED_AT = "latest_ack_timestamp";
  private static final String RESTORED_AT = "restore_timestamp";

  public NewestRunState {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(age, "age");
  }

  /**
   * Asks Flink for it.
   *
   * @return empty if the run is not known any more, has no state, or its end has removed it
   * @throws FlinkUnavailableException if Flink does not answer, or its answer is not understood
   */
  public static Optional<NewestRunState> read(FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    ClusterJobs jobs = new ClusterJobs(rest);
    Optional<JsonNode> details = jobs.details(jobId);
    Optional<JsonNode> checkpoints =
        details.isPresent() ? jobs.checkpoints(jobId) : Optional.empty();
    if (checkpoints.isEmpty()) {
      return Optional.empty();
    }
    JsonFields job = new JsonFields(details.orElseThrow(), "GET /jobs/" + jobId, "");
    JsonFields latest =
        new JsonFields(checkpoints.get(), "GET /jobs/%s/checkpoints".formatted(jobId), "")
            .object("latest");
    Optional<Dated> newest = newest(latest);
    return newest.isPresent() ? kept(rest, jobId, job, newest.get()) : Optional.empty();
  }

  /**
   * A state.
   *
   * @param at the time at which it was completed or restored, in epoch milliseconds
   */
  private record Dated(CapturedState state, long at) {}

  /** What the run was restored from is only shown if it has completed no checkpoint since. */
  private static Optional<Dated> newest(JsonFields latest) throws FlinkUnavailableException {
    ShownStates shown = ShownStates.of(latest);
    if (shown.stopSavepoint().isPresent()) {
      return Optional.of(
          new Dated(
              CapturedState.foundSavepoint(shown.stopSavepoint().get()),
              latest.object("savepoint").number(COMPLETED_AT)));
    }
    if (shown.restored().isPresent()) {
      return Optional.of(
          new Dated(shown.restored().get(), latest.object("restored").number(RESTORED_AT)));
    }
    return shown.checkpoint().isPresent()
        ? Optional.of(
            new Dated(
                CapturedState.checkpoint(shown.checkpoint().get()),
                latest.object("completed").number(COMPLETED_AT)))
        : Optional.empty();
  }

  private static Optional<NewestRunState> kept(
      FlinkRest rest, String jobId, JsonFields job, Dated newest) throws FlinkUnavailableException {
    Duration age = Duration.ofMillis(Math.max(0, job.number("now") - newest.at()));
    if (newest.state().kind() != CapturedState.StateKind.CHECKPOINT) {
      return Optional.of(new NewestRunState(newest.state(), age, true));
    }
    JsonFields keeping =
        JsonFields.of(rest.fetch("/jobs/" + jobId + "/checkpoints/config"))
            .object("externalization");
    boolean survivesFailure = keeping.flag("enabled");
    boolean survivesCancel = survivesFailure && !keeping.flag("delete_on_cancellation");
    return switch (JobState.of(job.text("state"))) {
      case RUNNING, TRANSITIONAL ->
          Optional.of(new NewestRunState(newest.state(), age, survivesCancel));
      case CANCELED -> ended(newest, age, survivesCancel);
      case FAILED -> ended(newest, age, survivesFailure);
      // Flink keeps no checkpoint of a run that has come to its own end.
      case FINISHED -> Optional.empty();
    };
  }

  private static Optional<NewestRunState> ended(Dated newest, Duration age, boolean survives) {
    return survives ? Optional.of(new NewestRunState(newest.state(), age, true)) : Optional.empty();
  }
}

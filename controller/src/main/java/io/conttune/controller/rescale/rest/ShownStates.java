package io.conttune.controller.rescale.rest;

import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import java.util.Optional;

/**
 * The states of a job that Flink shows with the statistics of its checkpoints. From one of them the
 * job is started again, so a field that is missing is no default.
 *
 * @param checkpoint path of the newest one that was completed, unless it was discarded
 * @param stopSavepoint path of the savepoint with which the job was stopped
 * @param restored what the job was started from, if it has completed no checkpoint since
 */
record ShownStates(
    Optional<String> checkpoint, Optional<String> stopSavepoint, Optional<CapturedState> restored) {
  /** Of a job that takes no checkpoints. */
  static final ShownStates NONE =
      new ShownStates(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String COMPLETED = "completed";
  private static final String SAVEPOINT = "savepoint";
  private static final String RESTORED = "restored";
  private static final String PATH = "external_path";

  /**
   * Reads them.
   *
   * @param latest the newest of each kind, as Flink shows them
   * @throws FlinkUnavailableException if a field is missing that every Flink tells
   */
  static ShownStates of(JsonFields latest) throws FlinkUnavailableException {
    long completed = id(latest, COMPLETED);
    return new ShownStates(
        completed < 0 ? Optional.empty() : path(latest.object(COMPLETED)),
        stopSavepoint(latest, completed),
        restored(latest, completed));
  }

  /** The id of the newest of a kind; -1 if there is none. */
  private static long id(JsonFields latest, String kind) throws FlinkUnavailableException {
    return latest.has(kind) ? latest.object(kind).number("id") : -1;
  }

  private static Optional<String> path(JsonFields checkpoint) throws FlinkUnavailableException {
    return checkpoint.flag("discarded") || !checkpoint.has(PATH)
        ? Optional.empty()
        : Optional.of(checkpoint.text(PATH));
  }

  /**
   * A savepoint that its user asked for leaves the job running; only a synchronous one ends it, and
   * not if the job failed over and went on to complete checkpoints.
   */
  private static Optional<String> stopSavepoint(JsonFields latest, long completed)
      throws FlinkUnavailableException {
    if (id(latest, SAVEPOINT) <= completed) {
      return Optional.empty();
    }
    JsonFields savepoint = latest.object(SAVEPOINT);
    return savepoint.text("checkpoint_type").equals("SYNC_SAVEPOINT")
        ? path(savepoint)
        : Optional.empty();
  }

  /** A newer checkpoint, even one that was discarded, has committed more. */
  private static Optional<CapturedState> restored(JsonFields latest, long completed)
      throws FlinkUnavailableException {
    if (id(latest, RESTORED) <= completed) {
      return Optional.empty();
    }
    JsonFields restored = latest.object(RESTORED);
    boolean isSavepoint = restored.flag("is_savepoint");
    if (!restored.has(PATH)) {
      return Optional.empty();
    }
    String path = restored.text(PATH);
    return Optional.of(
        isSavepoint ? CapturedState.foundSavepoint(path) : CapturedState.checkpoint(path));
  }
}

package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.util.Objects;

/**
 * State of a job that a launch can start from.
 *
 * @param path of the savepoint or checkpoint, as the cluster names it
 * @param kind savepoint or checkpoint, which decides who may dispose of it
 */
public record CapturedState(String path, StateKind kind) {
  public CapturedState {
    Require.text("path of the state", path);
    Objects.requireNonNull(kind, "kind");
  }

  /** Whether it is the same place: a cluster may write {@code file:/a} for {@code file:///a}. */
  public boolean isSameAs(CapturedState other) {
    return place(path).equals(place(other.path));
  }

  private static String place(String path) {
    return path.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*:)/{3}", "$1/").replaceFirst("/$", "");
  }

  /** The kinds of captured state. */
  public enum StateKind {
    /** A savepoint that was taken under a trigger id of this controller. */
    OWN_SAVEPOINT,
    /** A savepoint with which somebody stopped the job, perhaps this controller. */
    FOUND_SAVEPOINT,
    /** A checkpoint, which belongs to Flink: incremental ones share files. */
    CHECKPOINT
  }

  /** The state that a stop of this controller has written. */
  public static CapturedState ownSavepoint(String path) {
    return new CapturedState(path, StateKind.OWN_SAVEPOINT);
  }

  /** The state with which a job was seen to be stopped. */
  public static CapturedState foundSavepoint(String path) {
    return new CapturedState(path, StateKind.FOUND_SAVEPOINT);
  }

  /** A completed checkpoint of a job. */
  public static CapturedState checkpoint(String path) {
    return new CapturedState(path, StateKind.CHECKPOINT);
  }
}

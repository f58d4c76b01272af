package io.conttune.controller.loop;

import io.conttune.core.Require;
import io.conttune.core.rescale.CapturedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which savepoints a job can do without.
 *
 * @param keep how many of the newest stay, at least 1: from the newest one the job was started
 */
public record SavepointRetention(int keep) {
  /** How Flink names the directory of a savepoint; that of a checkpoint is {@code chk-<number>}. */
  private static final Pattern SAVEPOINT = Pattern.compile(".*/savepoint-[^/]+/?");

  public SavepointRetention {
    Require.atLeast("savepoints to keep", 1, keep);
  }

  /**
   * Those that may be disposed of, the oldest first.
   *
   * @param made by this controller for this job and not gone, the newest first
   * @param newestState from which the job's newest rescale started it
   */
  List<String> superfluous(List<String> made, Optional<CapturedState> newestState) {
    List<String> older = new ArrayList<>(made.subList(Math.min(keep, made.size()), made.size()));
    Collections.reverse(older);
    return older.stream()
        .filter(path -> SAVEPOINT.matcher(path).matches())
        .filter(path -> newestState.filter(CapturedState.ownSavepoint(path)::isSameAs).isEmpty())
        .toList();
  }
}

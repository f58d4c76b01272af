package io.conttune.controller.loop;

import io.conttune.core.Require;
import io.conttune.core.rescale.CapturedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which savepoints of a job may be deleted.
 *
 * @param keep number of newest savepoints that stay; at least 1, because the job was started from
 *     the newest
 */
public record SavepointRetention(int keep) {
  /** Flink's name for the directory of a savepoint; a checkpoint has {@code chk-<number>}. */
  private static final Pattern SAVEPOINT = Pattern.compile(".*/savepoint-[^/]+/?");

  public SavepointRetention {
    Require.atLeast("savepoints to keep", 1, keep);
  }

  /**
   * The savepoints that may be deleted, the oldest first.
   *
   * @param made by this controller for this job and not gone, the newest first
   * @param newestState the state from which the newest rescale started the job
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

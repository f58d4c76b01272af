package io.conttune.controller.rescale.storage;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.StateFinder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for state in directories that the controller sees under the same path as the cluster does:
 * of one machine, or mounted on both. State elsewhere, such as in an object store, it cannot see;
 * then it says so, because what it does see need not be the newest. A directory that merely exists
 * under the same path is not taken for the cluster's.
 */
public final class MountedStateFinder implements StateFinder {
  /** Flink names a savepoint after this many digits of the id of its job. */
  private static final int DIGITS_IN_NAME = 6;

  @Override
  public SearchResult newest(RescaleEntry entry) throws FlinkUnavailableException {
    Optional<Rescaling.Restart> restart = entry.plan().rescaling().restart();
    if (restart.isEmpty()) {
      return new SearchResult.NotVisible(List.of("a place that is not known"));
    }
    StoredStates states = new StoredStates();
    lookFor(entry, states);
    lookAt(entry, restart.get(), states);
    return states.answer();
  }

  /** Looks at the state that the entry knows, too: it may lie elsewhere, and be newer. */
  private static void lookFor(RescaleEntry entry, StoredStates states)
      throws FlinkUnavailableException {
    List<CapturedState> known =
        Stream.of(entry.state(), entry.attempt().completed()).flatMap(Optional::stream).toList();
    for (CapturedState state : known) {
      states.lookFor(state);
    }
  }

  private static void lookAt(RescaleEntry entry, Rescaling.Restart restart, StoredStates states)
      throws FlinkUnavailableException {
    List<String> runs =
        Stream.concat(
                Stream.of(entry.plan().jobId()),
                IntStream.rangeClosed(0, entry.attempt().number()).mapToObj(entry::launchedJobId))
            .distinct()
            .toList();
    List<String> savepoints = runs.stream().map(MountedStateFinder::savepointsOf).toList();
    Optional<String> checkpointsOfFirst =
        restart.checkpointRoot().map(root -> root + "/" + runs.get(0));
    states.savepoints(restart.savepointDirectory(), savepoints, checkpointsOfFirst);
    switch (restart.checkpoints()) {
      case NONE -> {}
      case DELETED, RETAINED -> {
        if (restart.checkpointRoot().isPresent()) {
          states.checkpoints(restart.checkpointRoot().get(), runs);
        } else {
          states.cannotSee("the checkpoint directory, which is not known");
        }
      }
    }
  }

  private static String savepointsOf(String jobId) {
    String digits = jobId.substring(0, Math.min(DIGITS_IN_NAME, jobId.length()));
    return "savepoint-" + digits + "-*";
  }
}

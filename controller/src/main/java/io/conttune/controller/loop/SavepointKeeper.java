package io.conttune.controller.loop;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.CapturedState.StateKind;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.SavepointLedger;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Deletes savepoints that earlier rescales of a job have made and that nobody needs any more. It
 * never waits: each call asks the cluster about one savepoint at most. Not thread-safe.
 *
 * <p>The ledger names only savepoints that rescales have made. Savepoints of users and checkpoints
 * are not in it, so they are never touched. A savepoint of the ledger stays if it is one of the
 * newest, if an entry of the journal may start a job from it, or if the present run was restored
 * from it.
 */
public final class SavepointKeeper {
  /** The wait before a savepoint that could not be deleted is tried again. */
  static final Duration RETRY = Duration.ofHours(1);

  private final SavepointRetention retention;
  private final SavepointLedger ledger;
  private final Journal journal;
  private final SavepointDisposer cluster;
  private final SteadyClock clock;

  /** By path, the pause in which a savepoint is left alone. */
  private final Map<String, Pause> putOff = new HashMap<>();

  /** A keeper for one job. */
  public SavepointKeeper(
      SavepointRetention retention,
      SavepointLedger ledger,
      Journal journal,
      SavepointDisposer cluster,
      SteadyClock clock) {
    this.retention = retention;
    this.ledger = ledger;
    this.journal = journal;
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * The end of an attempt to delete a savepoint.
   *
   * @param path the savepoint's
   * @param obstacle the reason for which it is still there; empty if it is gone
   */
  public record Disposed(String path, Optional<String> obstacle) {
    public Disposed {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(obstacle, "obstacle");
    }
  }

  /**
   * Notes the savepoint that a step of a rescale has made, before the journal says so: a crash
   * between the two must not make it one that nobody knows.
   */
  public void note(RescaleEntry before, RescaleEntry after) {
    if (!after.state().equals(before.state())) {
      after
          .state()
          .filter(state -> state.kind() == StateKind.OWN_SAVEPOINT)
          .ifPresent(state -> ledger.savepointMade(after.plan().jobName(), state.path()));
    }
  }

  /**
   * Requests the disposal of one savepoint, or asks what became of the last request. Empty if there
   * is nothing to tell yet.
   *
   * @param jobName for which the savepoints were made
   * @param jobId the run that is there
   */
  public Optional<Disposed> step(String jobName, String jobId) {
    List<String> made = ledger.savepoints(jobName);
    if (made.size() <= retention.keep() || journal.unfinished(jobName).isPresent()) {
      return Optional.empty();
    }
    return retention.superfluous(made, newestState(jobName)).stream()
        .filter(this::isDue)
        .findFirst()
        .flatMap(path -> unlessRunNeedsIt(jobName, jobId, path));
  }

  /**
   * The state that the newest rescale started from. If that rescale has failed, a person will start
   * the job from it, so it stays.
   */
  private Optional<CapturedState> newestState(String jobName) {
    return journal.rescales(jobName, 1).stream().findFirst().flatMap(RescaleEntry::state);
  }

  private boolean isDue(String path) {
    return Optional.ofNullable(putOff.get(path)).map(Pause::isOver).orElse(true);
  }

  private Optional<Disposed> unlessRunNeedsIt(String jobName, String jobId, String path) {
    try {
      if (isFrom(jobId, path)) {
        putOff.put(path, Pause.of(RETRY, clock));
        return Optional.empty();
      }
      return dispose(jobName, path);
    } catch (FlinkUnavailableException e) {
      return leave(path, e.getMessage());
    }
  }

  private boolean isFrom(String jobId, String path) throws FlinkUnavailableException {
    return cluster
        .restoredFrom(jobId)
        .map(CapturedState::foundSavepoint)
        .filter(CapturedState.ownSavepoint(path)::isSameAs)
        .isPresent();
  }

  private Optional<Disposed> dispose(String jobName, String path) throws FlinkUnavailableException {
    return cluster
        .dispose(path)
        .match(
            inProgress -> Optional.empty(),
            gone -> {
              ledger.savepointGone(jobName, path);
              return Optional.of(new Disposed(path, Optional.empty()));
            },
            failed -> leave(path, failed.cause()));
  }

  private Optional<Disposed> leave(String path, String why) {
    putOff.put(path, Pause.of(RETRY, clock));
    return Optional.of(new Disposed(path, Optional.of(why)));
  }
}

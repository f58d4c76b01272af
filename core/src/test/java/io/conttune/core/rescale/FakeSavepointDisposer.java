package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Savepoints in memory; a disposal takes two calls. */
public final class FakeSavepointDisposer implements SavepointDisposer {
  private final Set<String> present = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, String> failures = new HashMap<>();
  private final Map<String, String> restored = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private boolean away;

  /** No savepoint is there. */
  public FakeSavepointDisposer() {}

  /** From now on there is a savepoint at this path. */
  public void put(String path) {
    present.add(path);
  }

  /** Whether there is a savepoint at this path. */
  public boolean exists(String path) {
    return present.contains(path);
  }

  /** This run was restored from this state. */
  public void restore(String jobId, String path) {
    restored.put(jobId, path);
  }

  /** A disposal of this savepoint fails from now on. */
  public void fail(String path, String cause) {
    failures.put(path, cause);
  }

  /** Every disposal succeeds from now on. */
  public void heal() {
    failures.clear();
    away = false;
  }

  /** The cluster does not answer from now on. */
  public void goAway() {
    away = true;
  }

  /** The paths of all calls for a disposal since the last call of this. */
  public List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  @Override
  public Disposal dispose(String path) throws FlinkUnavailableException {
    answer();
    requests.add(path);
    if (asked.add(path)) {
      return new Disposal.InProgress();
    }
    asked.remove(path);
    if (failures.containsKey(path)) {
      return new Disposal.Failed(failures.get(path));
    }
    present.remove(path);
    return new Disposal.Gone();
  }

  @Override
  public Optional<String> restoredFrom(String jobId) throws FlinkUnavailableException {
    answer();
    return Optional.ofNullable(restored.get(jobId));
  }

  private void answer() throws FlinkUnavailableException {
    if (away) {
      throw new FlinkUnavailableException("the cluster is away");
    }
  }
}

package io.conttune.core.metrics;

import io.conttune.core.Require;
import java.util.OptionalInt;

/**
 * Task slots of a cluster as its REST API shows them.
 *
 * @param total slots of all registered TaskManagers
 * @param available those that no job holds
 * @param taskManagers the number of TaskManagers; empty where it is not told
 */
public record Slots(int total, int available, OptionalInt taskManagers) {
  public Slots {
    Require.atLeast("total slots", 0, total);
    Require.atLeast("available slots", 0, available);
    taskManagers.ifPresent(number -> Require.atLeast("TaskManagers", 0, number));
  }

  /** Slots of which nobody tells how they are spread. */
  public Slots(int total, int available) {
    this(total, available, OptionalInt.empty());
  }

  /** The slots of one TaskManager, the mean rounded up; empty if there is none. */
  public OptionalInt perTaskManager() {
    return taskManagers.orElse(0) > 0 && total > 0
        ? OptionalInt.of((total + taskManagers.getAsInt() - 1) / taskManagers.getAsInt())
        : OptionalInt.empty();
  }
}

package io.conttune.controller.config;

import io.conttune.core.Require;
import io.conttune.core.metrics.Slots;
import java.util.OptionalInt;

/** The limit on the slots that a job may use. */
public sealed interface SlotLimit {
  /**
   * The most slots the job may use, all its vertices in one slot-sharing group.
   *
   * @param own slots that it holds now
   * @param slots of the cluster
   */
  int most(int own, Slots slots);

  /** The number that the user has given; empty where the cluster says it. */
  OptionalInt given();

  /** The advice to a person whose job needs more slots. */
  String remedy();

  /** Those that the cluster shows: the job's own and the free ones. */
  record Fixed() implements SlotLimit {
    @Override
    public int most(int own, Slots slots) {
      return own + slots.available();
    }

    @Override
    public OptionalInt given() {
      return OptionalInt.empty();
    }

    @Override
    public String remedy() {
      return "add TaskManagers, or set parallelism.slots where the cluster adds them by itself";
    }
  }

  /** A number given by the user, for clusters that get their slots on demand. */
  record Given(int most) implements SlotLimit {
    public Given {
      Require.atLeast("slots", 1, most);
    }

    @Override
    public int most(int own, Slots slots) {
      return most;
    }

    @Override
    public OptionalInt given() {
      return OptionalInt.of(most);
    }

    @Override
    public String remedy() {
      return "raise parallelism.slots";
    }
  }
}

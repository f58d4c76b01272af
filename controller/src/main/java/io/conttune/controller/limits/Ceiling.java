package io.conttune.controller.limits;

import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.Slots;
import java.util.OptionalInt;

/**
 * Names the limit that keeps a vertex from growing, and what would lift it, in a sentence for a
 * person.
 */
final class Ceiling {
  private final ParallelismConfig config;
  private final String ofSlots;

  /** The ceilings of one job in a cluster with these slots. */
  Ceiling(ParallelismConfig config, Slots slots) {
    this.config = config;
    this.ofSlots = ofSlots(config, slots);
  }

  static String excluded() {
    return "it is excluded (parallelism.operators); remove 'exclude' to let it be tuned";
  }

  static String partlyFinished() {
    return "some of its subtasks have finished; it is tuned again when all of them run";
  }

  static String notInArguments() {
    return "no ${parallelism:<operator>} in rescale.arguments sets its parallelism; add one to let"
        + " it be tuned";
  }

  static String setByProgram() {
    return "the program sets its parallelism, which launch: uniform leaves as it is; use launch:"
        + " arguments, or remove setParallelism from it";
  }

  /** That of a vertex whose group one member keeps at its parallelism. */
  static String heldBy(String member, String itsCeiling) {
    return "launch: uniform gives it the parallelism of %s, and of that: %s"
        .formatted(member, itsCeiling);
  }

  /**
   * The lowest limit of a vertex that is tuned.
   *
   * @param partitions that bound it; empty if none do
   * @param mostSlots the slots that its slot-sharing group may use
   */
  String lowest(JobVertex vertex, OperatorLimit.Within own, OptionalInt partitions, int mostSlots) {
    int ofUser = config.bounds(own).most();
    int ofFlink = vertex.maxParallelism().orElse(JobVertex.LARGEST_PARALLELISM);
    int ofInput = partitions.orElse(JobVertex.LARGEST_PARALLELISM);
    int least = Math.min(Math.min(ofUser, ofFlink), Math.min(ofInput, mostSlots));
    if (least == ofUser) {
      String key = own.max().isPresent() ? "max of the operator" : "parallelism.max";
      return key + " is " + ofUser + "; raise it";
    }
    if (least == mostSlots) {
      return ofSlots;
    }
    return least == ofInput
        ? "its input has %d partitions (parallelism.sources); add partitions".formatted(ofInput)
        : "Flink's max parallelism of the operator is "
            + ofFlink
            + ", which only a new state can raise";
  }

  private static String ofSlots(ParallelismConfig config, Slots slots) {
    OptionalInt given = config.slots().given();
    return given.isPresent()
        ? "parallelism.slots is %d; raise it".formatted(given.getAsInt())
        : "the cluster has %d slots, of which %d are free; %s"
            .formatted(slots.total(), slots.available(), config.slots().remedy());
  }
}

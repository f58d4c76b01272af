package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.Slots;
import java.util.OptionalInt;

/** Reads what a cluster says of itself at {@code /overview}, which comes out of no cache. */
public final class ClusterOverview {
  static final String PATH = "/overview";

  private ClusterOverview() {}

  /**
   * The slots of the cluster.
   *
   * @throws FlinkUnavailableException if they are not told
   */
  public static Slots slots(FlinkRest flink) throws FlinkUnavailableException {
    return slots(flink.fetch(PATH));
  }

  /** The slots that this answer tells. */
  static Slots slots(FlinkReply.Answered answered) throws FlinkUnavailableException {
    JsonFields overview = JsonFields.of(answered);
    return new Slots(
        overview.number("slots-total", 0),
        overview.number("slots-available", 0),
        overview.has("taskmanagers")
            ? OptionalInt.of(overview.number("taskmanagers", 0))
            : OptionalInt.empty());
  }
}

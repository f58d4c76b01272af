package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For how long past rescales of a job kept it from its input, by their kind.
 *
 * @param byKind of each kind that was timed at least once
 */
public record Outages(Map<RescaleKind, Outage> byKind) {
  public Outages {
    byKind = Map.copyOf(byKind);
  }

  /**
   * The time that rescales of one kind took: from the request to stop until every subtask of the
   * new run ran.
   *
   * @param median of the later two where there is no middle one
   * @param longest of them
   * @param count number of rescales that were timed, at least 1
   */
  public record Outage(Duration median, Duration longest, int count) {
    public Outage {
      Require.atLeast("number of timed rescales", 1, count);
    }

    private static Outage of(List<Duration> timed) {
      List<Duration> sorted = timed.stream().sorted().toList();
      int count = sorted.size();
      return new Outage(sorted.get(count / 2), sorted.get(count - 1), count);
    }
  }

  /**
   * The outages of these rescales. Only verified ones count: the time of others depends on what
   * failed.
   */
  public static Outages of(List<RescaleEntry> rescales) {
    Map<RescaleKind, List<Duration>> timed = new HashMap<>();
    for (RescaleEntry entry : rescales) {
      if (entry.stage() == Stage.VERIFIED) {
        RescaleKind kind = RescaleKind.of(entry.plan().rescaling());
        RescaleKind.outage(entry)
            .ifPresent(outage -> timed.computeIfAbsent(kind, any -> new ArrayList<>()).add(outage));
      }
    }
    Map<RescaleKind, Outage> result = new HashMap<>();
    timed.forEach((kind, durations) -> result.put(kind, Outage.of(durations)));
    return new Outages(result);
  }

  /** The outage of rescales of this kind; empty if none was timed. */
  public Optional<Outage> of(RescaleKind kind) {
    return Optional.ofNullable(byKind.get(kind));
  }
}

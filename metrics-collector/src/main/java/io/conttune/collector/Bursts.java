package io.conttune.collector;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises vertices that read all the time but write in bursts, as a window operator does when it
 * fires. A metrics window that holds no whole period shows of such a vertex, and of all behind it,
 * either too little or too much. A vertex that has written nothing so far does not count: what is
 * behind it receives nothing, or lives on other inputs. It follows the polls of one run. Not safe
 * for several threads.
 */
final class Bursts {
  /** Polls in a row that show input and no output, from which on a vertex counts as silent. */
  private static final int SILENT_POLLS = 2;

  /** Bursts that must have been seen for their period to be known. */
  private static final int KNOWN_BURSTS = 3;

  private final Map<OperatorId, Output> outputs = new HashMap<>();

  /** What was seen of one vertex. */
  private static final class Output {
    private VertexSample last;
    private int silentPolls;
    private boolean wasEverSilent;
    private boolean hasWritten;
    private int bursts;
    private Optional<Instant> burstBegan = Optional.empty();
    private Duration longestPeriod = Duration.ZERO;

    Output(VertexSample first) {
      last = first;
      hasWritten = first.recordsOut().orElse(0) > 0;
    }

    void see(VertexSample now, Instant at) {
      long in = now.recordsIn().getAsLong() - last.recordsIn().getAsLong();
      long out = now.recordsOut().getAsLong() - last.recordsOut().getAsLong();
      last = now;
      if (out > 0) {
        hasWritten = true;
        if (silentPolls >= SILENT_POLLS) {
          begins(at);
        }
        silentPolls = 0;
      } else if (in > 0) {
        silentPolls++;
        wasEverSilent |= silentPolls >= SILENT_POLLS;
      }
    }

    private void begins(Instant at) {
      bursts++;
      burstBegan.ifPresent(
          began -> {
            Duration period = between(began, at);
            longestPeriod = period.compareTo(longestPeriod) > 0 ? period : longestPeriod;
          });
      burstBegan = Optional.of(at);
    }

    boolean isWholeIn(Duration window) {
      return !hasWritten
          || !wasEverSilent
          || (bursts >= KNOWN_BURSTS && window.compareTo(longestPeriod.multipliedBy(2)) >= 0);
    }
  }

  private static Duration between(Instant began, Instant at) {
    return Duration.between(began, at);
  }

  /** Begins anew, with another run. */
  void forget() {
    outputs.clear();
  }

  /** Takes the next poll of the same run, whose counters are complete and have not gone back. */
  void see(JobSnapshot poll) {
    for (VertexSample sample : poll.samples().values()) {
      boolean counts =
          sample.state() == VertexState.RUNNING
              && sample.recordsIn().isPresent()
              && sample.recordsOut().isPresent()
              && !poll.graph().outputsOf(sample.id()).isEmpty();
      if (counts) {
        Output known = outputs.putIfAbsent(sample.id(), new Output(sample));
        if (known != null) {
          known.see(sample, poll.takenAt());
        }
      }
    }
  }

  /** The vertices of whose bursts a window of this length does not hold two whole periods. */
  Set<OperatorId> notWholeIn(Duration window) {
    Set<OperatorId> result = new HashSet<>();
    outputs.forEach(
        (id, output) -> {
          if (!output.isWholeIn(window)) {
            result.add(id);
          }
        });
    return result;
  }
}

package io.conttune.collector;

import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The output of one vertex over time, through all runs of its job: when it was silent, when a burst
 * began, and whether a window of some length holds whole periods of its bursts.
 */
final class VertexOutput {
  /** Polls in a row that show input and no output, from which on a vertex counts as silent. */
  private static final int SILENT_POLLS = 2;

  /** The latest periods, which must all be short enough, and the latest silences of a source. */
  private static final int KNOWN_PERIODS = 2;

  /** Share of the mean output of a vertex up to which it counts as silent. */
  private static final double TRICKLE = 0.05;

  /** Share of the mean output that a period must hold at least: else no burst began it. */
  private static final double BURST = 0.1;

  /**
   * Windows of silence after which a vertex that never wrote, or a source that had nothing to read,
   * is not expected to write.
   */
  private static final int PATIENCE = 4;

  /** Share of the time from which on it is most of it. */
  private static final double MOSTLY = 0.5;

  /**
   * A time in which a vertex wrote nothing, or hardly anything.
   *
   * @param hadNothingToRead true of a source for which nothing arrived
   */
  private record Silence(Duration length, boolean hadNothingToRead) {
    Silence and(Silence other) {
      return new Silence(longer(length, other.length), hadNothingToRead || other.hadNothingToRead);
    }

    /** Returns whether the traffic of a source had stopped: it was not between two batches. */
    boolean isStop(Duration window) {
      return hadNothingToRead && isAtLeast(length, window.multipliedBy(PATIENCE));
    }
  }

  /**
   * The time from the begin of one burst to that of the next.
   *
   * @param silence before the next burst
   */
  private record Period(Duration length, Silence silence) {}

  /** The last poll before a burst, and the counters of the vertex in it. */
  private record BeforeBurst(JobSnapshot poll, long read, long written) {}

  private final boolean isSource;
  private Optional<VertexSample> last = Optional.empty();
  private boolean hasWritten;
  private double allRead;
  private double allWritten;

  /** Since the last poll with more than a few records. */
  private double quietRead;

  private double quietWritten;
  private int silentPolls;
  private Optional<Instant> silentSince = Optional.empty();
  private Duration silence = Duration.ZERO;
  private Duration longestSilence = Duration.ZERO;
  private boolean isInSilence;
  private final Deque<Silence> silences = new ArrayDeque<>();
  private Optional<Instant> writesSince = Optional.empty();
  private Duration writing = Duration.ZERO;
  private Optional<Instant> burstBegan = Optional.empty();
  private final Deque<Period> periods = new ArrayDeque<>();
  private Optional<JobSnapshot> lastPoll = Optional.empty();
  private final Deque<BeforeBurst> beforeBursts = new ArrayDeque<>();

  VertexOutput(boolean isSource) {
    this.isSource = isSource;
  }

  /** The counters begin anew, and what the vertex did meanwhile is not known. */
  void endRun() {
    last = Optional.empty();
    lastPoll = Optional.empty();
    beforeBursts.clear();
    burstBegan = Optional.empty();
    endSilence();
    endWriting();
  }

  void see(VertexSample now, JobSnapshot poll) {
    Instant at = poll.takenAt();
    hasWritten |= now.recordsOut().getAsLong() > 0;
    long in = now.recordsIn().getAsLong();
    long out = now.recordsOut().getAsLong();
    if (last.isPresent()) {
      in -= last.get().recordsIn().getAsLong();
      out -= last.get().recordsOut().getAsLong();
      quietRead += in;
      quietWritten += out;
      if (out > 0 && !isTrickle()) {
        writes(at, in > 0);
      } else if (in > 0 || (isSource && hadNothingToRead(last.get(), now))) {
        isSilent(at, in == 0);
      }
    }
    // The first counters of a run hold what the vertex did before it was seen.
    allRead += in;
    allWritten += out;
    last = Optional.of(now);
    lastPoll = Optional.of(poll);
  }

  /**
   * Most of the time between two polls of a source that has read nothing was idle. If it waited for
   * room in its output, there was something to read. If no time has passed at all, Flink has told
   * the same values again.
   */
  private static boolean hadNothingToRead(VertexSample before, VertexSample now) {
    if (before.accumulated().isEmpty() || now.accumulated().isEmpty()) {
      return now.gauges().time().filter(time -> time.idle() > MOSTLY).isPresent();
    }
    TaskTime from = before.accumulated().get();
    TaskTime to = now.accumulated().get();
    return to.idle() - from.idle() > MOSTLY * (to.total() - from.total());
  }

  /**
   * A few late records between two firings are no firing. They are counted together: between two
   * polls a single one may be more than the mean.
   */
  private boolean isTrickle() {
    return allRead > 0 && quietWritten < TRICKLE * quietRead * allWritten / allRead;
  }

  /** A vertex that writes and reads nothing meanwhile works one firing off, however long. */
  private void writes(Instant at, boolean reads) {
    quietRead = 0;
    quietWritten = 0;
    if (silentPolls >= SILENT_POLLS) {
      begins(at);
      endWriting();
    }
    endSilence();
    isInSilence = false;
    if (reads) {
      writesSince = writesSince.or(() -> Optional.of(at));
      writing = Duration.between(writesSince.get(), at);
    } else {
      endWriting();
    }
  }

  private void isSilent(Instant at, boolean hasNothingToRead) {
    silentPolls++;
    silentSince = silentSince.or(() -> Optional.of(at));
    if (silentPolls >= SILENT_POLLS) {
      silence = Duration.between(silentSince.get(), at);
      longestSilence = longer(silence, longestSilence);
      remember(new Silence(silence, hasNothingToRead));
      endWriting();
    }
  }

  /** A silence goes on until the vertex writes: the end of a run does not end it. */
  private void remember(Silence seen) {
    silences.addLast(isInSilence ? silences.removeLast().and(seen) : seen);
    isInSilence = true;
    if (silences.size() > KNOWN_PERIODS) {
      silences.removeFirst();
    }
  }

  private void begins(Instant at) {
    burstBegan.ifPresent(
        began -> {
          periods.addLast(new Period(Duration.between(began, at), silences.getLast()));
          // The first burst of a run holds what was gathered since its begin only.
          VertexSample before = last.orElseThrow();
          beforeBursts.addLast(
              new BeforeBurst(
                  lastPoll.orElseThrow(),
                  before.recordsIn().getAsLong(),
                  before.recordsOut().getAsLong()));
        });
    if (beforeBursts.size() > KNOWN_PERIODS + 1) {
      beforeBursts.removeFirst();
    }
    if (periods.size() > KNOWN_PERIODS) {
      periods.removeFirst();
    }
    burstBegan = Optional.of(at);
  }

  /**
   * The polls just before the latest bursts of this run, if enough is known of it. The time in
   * which the traffic had stopped belongs to no period.
   */
  Optional<List<JobSnapshot>> wholePeriods(Duration window) {
    boolean isKnown =
        beforeBursts.size() == KNOWN_PERIODS + 1
            && periods.stream().noneMatch(period -> period.silence().isStop(window))
            && periods.stream().anyMatch(period -> isAtLeast(period.length(), silence))
            && eachHoldsABurst();
    return isKnown
        ? Optional.of(beforeBursts.stream().map(BeforeBurst::poll).toList())
        : Optional.empty();
  }

  /** Before the first firing that was seen, a few late records look like bursts. */
  private boolean eachHoldsABurst() {
    List<BeforeBurst> polls = List.copyOf(beforeBursts);
    for (int i = 1; i < polls.size(); i++) {
      double read = polls.get(i).read() - polls.get(i - 1).read();
      double written = polls.get(i).written() - polls.get(i - 1).written();
      if (written * allRead < BURST * read * allWritten) {
        return false;
      }
    }
    return true;
  }

  private void endSilence() {
    silentPolls = 0;
    silentSince = Optional.empty();
    silence = Duration.ZERO;
  }

  private void endWriting() {
    writesSince = Optional.empty();
    writing = Duration.ZERO;
  }

  boolean isWholeIn(Duration window) {
    return longestSilence(window).isZero()
        || (!hasWritten && isAtLeast(longestSilence, window.multipliedBy(PATIENCE)))
        || hasStopped(window)
        || writesSteadily(window)
        || holdsTwoPeriods(window);
  }

  boolean writesInBursts(Duration window) {
    return hasWritten
        && !longestSilence(window).isZero()
        && !hasStopped(window)
        && !writesSteadily(window);
  }

  /** Of a source that has had nothing to read for so long, no further batch is expected. */
  private boolean hasStopped(Duration window) {
    return isInSilence && silences.getLast().isStop(window);
  }

  /** A burst that does not end is none: the silence was an exception, or something is short. */
  private boolean writesSteadily(Duration window) {
    return isAtLeast(writing, window.multipliedBy(2)) && isAtLeast(writing, longestSilence(window));
  }

  /**
   * How long this vertex may be silent between two bursts; zero if nothing shows bursts. Of a
   * source only the latest silences count. A stop of its traffic tells nothing about its batches.
   */
  private Duration longestSilence(Duration window) {
    return isSource
        ? silences.stream()
            .filter(known -> !known.isStop(window))
            .map(Silence::length)
            .reduce(Duration.ZERO, VertexOutput::longer)
        : longestSilence;
  }

  private boolean holdsTwoPeriods(Duration window) {
    return periods.size() == KNOWN_PERIODS
        && periods.stream()
            .map(Period::length)
            .allMatch(p -> isAtLeast(window, p.multipliedBy(2)) && isAtLeast(p, silence));
  }

  /** What is behind this vertex lives on what it wrote before it was seen. */
  void hasWrittenBefore() {
    hasWritten = true;
  }

  private static Duration longer(Duration one, Duration other) {
    return isAtLeast(one, other) ? one : other;
  }

  private static boolean isAtLeast(Duration one, Duration other) {
    return one.compareTo(other) >= 0;
  }
}

package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.DecisionRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes each new decision as one line of JSON to a file, for people and for tools that read lines.
 * The loops of several jobs may share one; it is safe for several threads.
 *
 * <p>The file is a copy: each decision is in the store before it comes here. So a full disk stops
 * no job. It is told, lines wait for the disk, and those that find no room are counted.
 */
public final class DecisionFile implements LoopListener, LoopListeners {
  private static final int MOST_WAITING = 1000;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final LineFile file;
  private final Function<DecisionRecord, String> json;
  private final EventLog log;
  private final SteadyClock clock;
  private final Reminder reminder;
  private final Deque<String> waiting = new ArrayDeque<>();
  private Optional<Stopwatch> failing = Optional.empty();
  private long lost;

  /**
   * Appends to this file, to which others may write as well.
   *
   * @param json writes a decision as one line
   * @param log hears when the file cannot be written, and when it can again
   */
  public DecisionFile(
      LineFile file, Function<DecisionRecord, String> json, EventLog log, SteadyClock clock) {
    this.file = file;
    this.json = json;
    this.log = log;
    this.clock = clock;
    this.reminder = new Reminder(clock, FIRST_PAUSE, LONGEST_PAUSE);
  }

  /** The same listener for every job: a decision names its job. */
  @Override
  public LoopListener of(String jobName, URI flink) {
    return this;
  }

  @Override
  public synchronized void hear(LoopNews news) {
    Optional<DecisionRecord> decision =
        news.match(
            new LoopNews.Cases<>(
                stepped -> stepped.outcome().newDecision(),
                changed -> Optional.empty(),
                lease -> Optional.empty(),
                failed -> Optional.empty(),
                defect -> Optional.empty(),
                leftDown -> Optional.empty(),
                settings -> Optional.empty()));
    decision.map(json).ifPresent(this::queue);
    write();
  }

  private void queue(String line) {
    if (waiting.size() == MOST_WAITING) {
      waiting.remove();
      lost++;
    }
    waiting.add(line);
  }

  private void write() {
    try {
      while (!waiting.isEmpty()) {
        file.append(waiting.element());
        waiting.remove();
      }
      works();
    } catch (IOException e) {
      fails(e);
    }
  }

  private void fails(IOException e) {
    failing = failing.or(() -> Optional.of(Stopwatch.start(clock)));
    if (reminder.isDue()) {
      reminder.told();
      log.log(
          Event.of(EventName.DECISION_LOG_FAILED)
              .with("file", file.path().toString())
              .with("reason", e.toString())
              .with(
                  "next",
                  "jobs are tuned on, decisions are in the store; up to %d lines wait for the file, %d are lost"
                      .formatted(MOST_WAITING, lost)));
    }
  }

  private void works() {
    if (failing.isPresent()) {
      Duration away = failing.get().age();
      failing = Optional.empty();
      log.log(
          Event.of(EventName.DECISION_LOG_BACK)
              .with("file", file.path().toString())
              .with("awaySeconds", away.toMillis() / 1000.0)
              .with("lostLines", lost));
      reminder.reset();
      lost = 0;
    }
  }
}

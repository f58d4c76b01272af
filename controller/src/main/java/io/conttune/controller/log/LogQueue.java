package io.conttune.controller.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.KeyValuePair;

/**
 * A queue of lines before the one thread that writes them, so that a reader of the log that stands
 * still stops nothing else. When the queue is full, lines are dropped and counted, those below WARN
 * first. Once half of the queue is free again, the event {@code log-dropped} tells the number.
 */
final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Duration IDLE = Duration.ofMillis(100);

  private final Appender<ILoggingEvent> writer;
  private final LoggerContext logger;
  private final int capacity;
  private final BlockingQueue<ILoggingEvent> lines;
  private final Thread thread = new Thread(this::write, "log");
  private final Object lock = new Object();
  private long dropped;
  private Instant droppedSince = Instant.MAX;
  private volatile boolean ending;

  /**
   * A queue that has not started yet.
   *
   * @param writer writes each line, and may block for as long as it likes
   * @param capacity number of lines that the queue holds; a quarter is kept for WARN and ERROR
   */
  LogQueue(Appender<ILoggingEvent> writer, LoggerContext context, int capacity) {
    this.writer = writer;
    this.logger = context;
    this.capacity = capacity;
    this.lines = new ArrayBlockingQueue<>(capacity);
    setContext(context);
    setName("queue");
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    synchronized (lock) {
      if (dropped > 0 && lines.remainingCapacity() >= capacity / 2) {
        lines.add(dropped());
      }
      if (!hasRoomFor(event) || !lines.offer(event)) {
        droppedSince = dropped == 0 ? event.getInstant() : droppedSince;
        dropped++;
      }
    }
  }

  private boolean hasRoomFor(ILoggingEvent event) {
    return event.getLevel().isGreaterOrEqual(Level.WARN)
        || (dropped == 0 && lines.remainingCapacity() > capacity / 4);
  }

  /** The line that tells the number of dropped lines; the count begins anew. */
  private ILoggingEvent dropped() {
    LoggingEvent line = new LoggingEvent();
    line.setLoggerContext(logger);
    line.setLoggerName(Slf4jEventLog.LOGGER);
    line.setThreadName(thread.getName());
    line.setLevel(Level.convertAnSLF4JLevel(EventName.LOG_DROPPED.level()));
    line.setInstant(Instant.now());
    line.setMessage(EventName.LOG_DROPPED.text());
    line.addKeyValuePair(new KeyValuePair("lines", dropped));
    line.addKeyValuePair(new KeyValuePair("since", droppedSince));
    dropped = 0;
    return line;
  }

  private void write() {
    try {
      while (!ending || !lines.isEmpty()) {
        ILoggingEvent line = lines.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (line != null) {
          writer.doAppend(line);
        } else {
          writeDropped();
        }
      }
      writeDropped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeDropped() {
    Optional<ILoggingEvent> line;
    synchronized (lock) {
      line = dropped > 0 ? Optional.of(dropped()) : Optional.empty();
    }
    line.ifPresent(writer::doAppend);
  }

  /**
   * Waits until every line is written, but no longer than this, and takes no more lines. A writer
   * that is blocked is left behind; its thread keeps no JVM alive.
   */
  void end(Duration patience) {
    super.stop();
    ending = true;
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      writer.stop();
    }
  }

  @Override
  public void stop() {
    if (isStarted()) {
      end(LogOutput.PATIENCE);
    }
  }
}

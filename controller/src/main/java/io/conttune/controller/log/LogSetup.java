package io.conttune.controller.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.slf4j.LoggerFactory;

/** Sets logback up, without a file: events of the service, and warnings of the libraries. */
public final class LogSetup {
  /** Some minutes of a service with many jobs, in a few megabytes. */
  private static final int QUEUED_LINES = 4096;

  private LogSetup() {}

  /**
   * Replaces whatever was set up before. Call it before anything is logged. Lines are written by a
   * thread of their own: whoever logs never waits for the stream.
   *
   * @param format the form of each line
   * @param stream takes the lines; it is flushed after each line and never closed
   * @param level least level of the events that are logged; libraries log from WARN on
   */
  public static LogOutput configure(
      LogFormat format, OutputStream stream, org.slf4j.event.Level level) {
    return configure(format, stream, level, ZoneId.systemDefault());
  }

  /** Logs nothing at all: for commands that tell what happens themselves. */
  public static void silence() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  static LogOutput configure(
      LogFormat format, OutputStream stream, org.slf4j.event.Level level, ZoneId zone) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Encoder<ILoggingEvent> encoder = format == LogFormat.JSON ? json(context) : text(context, zone);
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("log");
    appender.setEncoder(encoder);
    appender.setImmediateFlush(true);
    appender.setOutputStream(new Unclosed(stream));
    appender.start();
    LogQueue queue = new LogQueue(appender, context, QUEUED_LINES);
    queue.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(queue);
    // What its warnings say of a database that fails, store-failed says for each job.
    context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    context.getLogger("org.mariadb.jdbc").setLevel(Level.ERROR);
    context.getLogger(Slf4jEventLog.LOGGER).setLevel(Level.convertAnSLF4JLevel(level));
    return new LogOutput(queue);
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.getProviders().addProvider(new LogFieldsProvider());
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context, ZoneId zone) {
    TextLayout layout = new TextLayout(zone);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  /** A stream that others still need: System.err outlives a reset of logback. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

package io.conttune.controller.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** Reads the event and the fields of a line; all lines of libraries are events of one name. */
final class LogLine {
  /** The event of everything that a library logs; its text is the field {@code message}. */
  static final String LIBRARY = "library-log";

  private LogLine() {}

  static String eventOf(ILoggingEvent event) {
    return isOurs(event) ? event.getMessage() : LIBRARY;
  }

  static List<KeyValuePair> fieldsOf(ILoggingEvent event) {
    if (!isOurs(event)) {
      return List.of(
          new KeyValuePair("logger", event.getLoggerName()),
          new KeyValuePair("message", event.getFormattedMessage()));
    }
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }

  private static boolean isOurs(ILoggingEvent event) {
    return event.getLoggerName().equals(Slf4jEventLog.LOGGER);
  }
}

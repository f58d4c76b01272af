package io.conttune.controller.log;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs events through slf4j: the name as message, the fields as key-value pairs. */
public final class Slf4jEventLog implements EventLog {
  /** The logger of all events; loggers of other names are those of libraries. */
  static final String LOGGER = "io.conttune.events";

  private final Logger logger = LoggerFactory.getLogger(LOGGER);

  @Override
  public void log(Event event) {
    LoggingEventBuilder builder =
        logger.atLevel(event.name().level()).setMessage(event.name().text());
    for (Map.Entry<String, Object> field : event.fields().entrySet()) {
      builder = builder.addKeyValue(field.getKey(), field.getValue());
    }
    if (event.cause().isPresent()) {
      builder = builder.setCause(event.cause().get());
    }
    builder.log();
  }
}

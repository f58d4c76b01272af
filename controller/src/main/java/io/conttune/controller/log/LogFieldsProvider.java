package io.conttune.controller.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.slf4j.event.KeyValuePair;

/** Writes the fields of one line; numbers stay numbers, and times are in UTC. */
final class LogFieldsProvider extends AbstractJsonProvider<ILoggingEvent> {
  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
    json.writeStringField("time", event.getInstant().toString());
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("event", LogLine.eventOf(event));
    for (KeyValuePair field : LogLine.fieldsOf(event)) {
      if (field.value instanceof Instant time) {
        json.writeStringField(field.key, time.toString());
      } else {
        json.writeObjectField(field.key, field.value);
      }
    }
    if (event.getThrowableProxy() != null) {
      json.writeStringField("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }
}

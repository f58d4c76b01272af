package io.conttune.controller.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import io.conttune.core.PrintableText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.KeyValuePair;

/**
 * {@code 2026-01-31T12:00:01.250+01:00 INFO decision job=WordCount parallelism={count=4}}. Only an
 * error with a cause takes more than a line: its stack trace follows. Control characters are
 * escaped: names of jobs come from outside and must not steer a terminal.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final Pattern BARE = Pattern.compile("[^\\s\"=]+");

  private final DateTimeFormatter time;

  TextLayout(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT).withZone(zone);
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(time.format(event.getInstant()));
    line.append(' ').append(event.getLevel()).append(' ').append(LogLine.eventOf(event));
    for (KeyValuePair field : LogLine.fieldsOf(event)) {
      line.append(' ').append(field.key).append('=').append(text(field.value));
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      ThrowableProxyUtil.asString(event.getThrowableProxy())
          .lines()
          .forEach(traced -> line.append(traced(traced)).append('\n'));
    }
    return line.toString();
  }

  private String text(Object value) {
    if (value instanceof Instant instant) {
      return time.format(instant);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Iterable<?> list) {
      StringBuilder all = new StringBuilder("[");
      list.forEach(item -> all.append(all.length() > 1 ? "," : "").append(text(item)));
      return all.append(']').toString();
    }
    return quoted(String.valueOf(value));
  }

  private static String quoted(String text) {
    if (BARE.matcher(text).matches() && PrintableText.of(text).equals(text)) {
      return text;
    }
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + PrintableText.of(escaped) + '"';
  }

  /** A stack trace is indented by tabs. */
  private static String traced(String line) {
    return Stream.of(line.split("\t", -1)).map(PrintableText::of).collect(Collectors.joining("\t"));
  }
}

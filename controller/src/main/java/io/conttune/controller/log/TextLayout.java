package io.conttune.controller.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;

/**
 * {@code 2026-01-31T12:00:01.250+01:00 INFO decision job=WordCount parallelism={count=4}}. Only an
 * error with a cause takes more than a line: its stack trace follows. Control characters are
 * escaped: names of jobs come from outside and must not steer a terminal.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final Pattern BARE = Pattern.compile("[^\\s\"=\\p{Cc}\\p{Cf}]+");

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
          .forEach(traced -> line.append(escaped(traced, '\t')).append('\n'));
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
    if (BARE.matcher(text).matches()) {
      return text;
    }
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    return '"' + escaped(escaped, ' ') + '"';
  }

  private static String escaped(String text, char allowed) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (point != allowed && steersTerminal(point)) {
                result.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                result.appendCodePoint(point);
              }
            });
    return result.toString();
  }

  /** Control characters, and the marks that change the direction of what follows. */
  private static boolean steersTerminal(int point) {
    return Character.isISOControl(point)
        || (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069);
  }
}

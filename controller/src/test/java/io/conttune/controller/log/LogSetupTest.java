package io.conttune.controller.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Lines as they reach the stream. */
class LogSetupTest {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final EventLog log = new Slf4jEventLog().forJob("WordCount");

  private LogOutput output = LogSetup.configure(LogFormat.TEXT, System.err, Level.INFO);

  @AfterEach
  void restore() {
    LogSetup.configure(LogFormat.TEXT, System.err, Level.INFO);
  }

  @Test
  void jsonKeepsNumbersAsNumbersAtTheTopLevel() throws IOException {
    output = LogSetup.configure(LogFormat.JSON, stream, Level.INFO);

    log.log(
        Event.of(EventName.RESCALE_VERIFIED)
            .with("rescaleId", "r-1")
            .with("parallelism", Map.of("count", 7))
            .with("seconds", 2.75));

    JsonNode line = new ObjectMapper().readTree(onlyLine());
    assertThat(line.fieldNames())
        .toIterable()
        .containsExactly("time", "level", "event", "job", "rescaleId", "parallelism", "seconds");
    assertThat(Duration.between(Instant.parse(line.get("time").asText()), Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(line.get("level").asText()).isEqualTo("INFO");
    assertThat(line.get("event").asText()).isEqualTo("rescale-verified");
    assertThat(line.get("job").asText()).isEqualTo("WordCount");
    assertThat(line.get("parallelism").get("count").isInt()).isTrue();
    assertThat(line.get("parallelism").get("count").intValue()).isEqualTo(7);
    assertThat(line.get("seconds").isDouble()).isTrue();
    assertThat(line.get("seconds").doubleValue()).isEqualTo(2.75);
  }

  @Test
  void jsonIsOneLineEvenWithLineBreaksAndAStackTrace() throws IOException {
    output = LogSetup.configure(LogFormat.JSON, stream, Level.INFO);

    log.log(
        Event.of(EventName.INTERNAL_ERROR)
            .with("reason", "two\nlines")
            .because(new IllegalStateException("broken")));

    JsonNode line = new ObjectMapper().readTree(onlyLine());
    assertThat(line.get("reason").asText()).isEqualTo("two\nlines");
    assertThat(line.get("stackTrace").asText())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("LogSetupTest");
  }

  @Test
  void textIsCompactAndQuotesWhatNeedsIt() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.DEBUG, ZoneOffset.UTC);

    log.log(
        Event.of(EventName.DECISION)
            .with("step", "SMALL")
            .with("parallelism", Map.of("count words", 7))
            .with("reason", "say \"why\"\nnow"));

    assertThat(onlyLine())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO decision job=WordCount step=SMALL"
                + " parallelism=\\{\"count words\"=7} reason=\"say \\\\\"why\\\\\"\\\\nnow\"");
  }

  @Test
  void textShowsListsAndTheStackTraceBelow() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.INFO);

    new Slf4jEventLog()
        .log(Event.of(EventName.SERVICE_STARTED).with("jobs", List.of("WordCount", "Q 1")));
    log.log(Event.of(EventName.STORE_FAILED).because(new IllegalStateException("full")));

    List<String> lines = text().lines().toList();
    assertThat(lines.get(0)).endsWith("INFO service-started jobs=[WordCount,\"Q 1\"]");
    assertThat(lines.get(1)).endsWith("ERROR store-failed job=WordCount");
    assertThat(lines.get(2)).isEqualTo("java.lang.IllegalStateException: full");
  }

  @Test
  void textSaysTheDateAndTheZone() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.INFO, ZoneOffset.ofHours(2));

    log.log(Event.of(EventName.SERVICE_STOPPED));

    OffsetDateTime time = OffsetDateTime.parse(onlyLine().split(" ", 2)[0]);
    assertThat(time.getOffset()).isEqualTo(ZoneOffset.ofHours(2));
    assertThat(Duration.between(time.toInstant(), Instant.now()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void textShowsATimeInTheZoneOfItsLine() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.INFO, ZoneOffset.ofHours(2));

    log.log(
        Event.of(EventName.FLINK_UNREACHABLE).with("since", Instant.parse("2026-01-31T10:00:01Z")));

    assertThat(onlyLine()).endsWith(" since=2026-01-31T12:00:01.000+02:00");
  }

  @Test
  void jsonShowsATimeInUtc() throws IOException {
    output = LogSetup.configure(LogFormat.JSON, stream, Level.INFO);

    log.log(
        Event.of(EventName.FLINK_UNREACHABLE).with("since", Instant.parse("2026-01-31T10:00:01Z")));

    assertThat(new ObjectMapper().readTree(onlyLine()).get("since").asText())
        .isEqualTo("2026-01-31T10:00:01Z");
  }

  @Test
  void textSteersNoTerminal() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.INFO);
    String hostile = "\u001b[2Jgone\u009b1m\u202e\u200e\u200f\u061c\u2028\u2029back";

    log.log(
        Event.of(EventName.INTERNAL_ERROR)
            .with("reason", hostile)
            .because(new IllegalStateException(hostile)));

    assertThat(text())
        .contains(
            "reason=\"\\u001b[2Jgone\\u009b1m\\u202e\\u200e\\u200f\\u061c\\u2028\\u2029back\"")
        .contains("IllegalStateException: \\u001b[2Jgone")
        .doesNotContain("\u001b", "\u009b", "\u202e", "\u200e", "\u2028", "\u2029");
  }

  @Test
  void levelBoundsOurEventsAndLibrariesLogFromWarnOn() throws IOException {
    output = LogSetup.configure(LogFormat.JSON, stream, Level.INFO);

    log.log(Event.of(EventName.WINDOW_NOT_READY).with("reason", "warming up"));
    LoggerFactory.getLogger("org.apache.flink.Some").info("not shown");
    LoggerFactory.getLogger("org.apache.flink.Some").warn("shown {}", 1);

    JsonNode line = new ObjectMapper().readTree(onlyLine());
    assertThat(line.get("event").asText()).isEqualTo("library-log");
    assertThat(line.get("logger").asText()).isEqualTo("org.apache.flink.Some");
    assertThat(line.get("message").asText()).isEqualTo("shown 1");
  }

  @Test
  void debugEventsShowWhenAskedFor() {
    output = LogSetup.configure(LogFormat.TEXT, stream, Level.DEBUG);

    log.log(Event.of(EventName.WINDOW_NOT_READY).with("reason", "warming up"));

    assertThat(onlyLine()).endsWith("DEBUG window-not-ready job=WordCount reason=\"warming up\"");
  }

  @Test
  void configuringAgainLeavesTheFormerStreamOpen() {
    Closing former = new Closing();
    LogSetup.configure(LogFormat.TEXT, former, Level.INFO);

    output = LogSetup.configure(LogFormat.TEXT, stream, Level.INFO);

    assertThat(former.closed).isFalse();
  }

  private String onlyLine() {
    String text = text();
    assertThat(text).endsWith("\n");
    assertThat(text.lines()).hasSize(1);
    return text.stripTrailing();
  }

  private String text() {
    output.close();
    return stream.toString(StandardCharsets.UTF_8);
  }

  private static final class Closing extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }
}

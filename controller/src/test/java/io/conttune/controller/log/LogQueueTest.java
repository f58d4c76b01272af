package io.conttune.controller.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The log before a real pipe: {@code cat}, whose output nobody reads until a test does. */
class LogQueueTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int LINES = 20_000;

  private final EventLog log = new Slf4jEventLog().forJob("WordCount");
  private Process pipe;
  private LogOutput output;

  @BeforeEach
  void openPipe() throws IOException {
    pipe = new ProcessBuilder("cat").start();
    output = LogSetup.configure(LogFormat.JSON, pipe.getOutputStream(), Level.INFO);
  }

  @AfterEach
  void closePipe() {
    pipe.destroyForcibly();
    LogSetup.configure(LogFormat.TEXT, System.err, Level.INFO);
  }

  @Test
  void aReaderThatStandsStillStopsNobodyWhoLogs() {
    assertTimeoutPreemptively(DEADLINE, () -> logLines(LINES));
  }

  @Test
  void endsSoonWhileTheReaderStandsStill() {
    logLines(LINES);
    Instant before = Instant.now();

    assertTimeoutPreemptively(DEADLINE, output::close);

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void tellsAReaderWhoIsBackHowManyLinesWereDropped() {
    logLines(LINES);

    Account account = readAllLines(pipe.inputReader(StandardCharsets.UTF_8));

    assertThat(account.written()).isPositive();
    assertThat(account.dropped()).isPositive().isEqualTo(LINES - account.written());
    assertThat(account.told())
        .allSatisfy(
            dropped -> {
              assertThat(dropped.path("level").asText()).isEqualTo("WARN");
              assertThat(Instant.parse(dropped.path("since").asText())).isBefore(Instant.now());
            });
  }

  @Test
  void dropsAnErrorLast() throws IOException {
    logLines(LINES);
    log.log(Event.of(EventName.STORE_FAILED).with("reason", "the disk is full"));

    List<JsonNode> read = readUntil("store-failed");

    assertThat(read.get(read.size() - 1).path("reason").asText()).isEqualTo("the disk is full");
  }

  @Test
  void goesOnAfterTheReaderIsBack() {
    logLines(LINES);
    BufferedReader reader = pipe.inputReader(StandardCharsets.UTF_8);
    readAllLines(reader);

    log.log(Event.of(EventName.SERVICE_STOPPED));

    assertThat(readUntil(reader, "service-stopped")).hasSize(1);
  }

  /**
   * Everything that came of the logged lines. Lines may be dropped more than once, because the
   * reader stands still only when its pipes are full.
   *
   * @param written lines that arrived
   * @param told the events that tell of dropped lines
   */
  private record Account(long written, List<JsonNode> told) {
    long dropped() {
      return told.stream().mapToLong(event -> event.path("lines").asLong()).sum();
    }
  }

  private static Account readAllLines(BufferedReader reader) {
    return assertTimeoutPreemptively(
        DEADLINE,
        () -> {
          Account account = new Account(0, new ArrayList<>());
          while (account.written() + account.dropped() < LINES) {
            JsonNode line = new ObjectMapper().readTree(reader.readLine());
            if (line.path("event").asText().equals("log-dropped")) {
              account.told().add(line);
            } else {
              account = new Account(account.written() + 1, account.told());
            }
          }
          return account;
        });
  }

  private void logLines(int count) {
    for (int line = 0; line < count; line++) {
      log.log(Event.of(EventName.JOB_WAITING).with("reason", "no job, line " + line));
    }
  }

  private List<JsonNode> readUntil(String event) throws IOException {
    return readUntil(pipe.inputReader(StandardCharsets.UTF_8), event);
  }

  private static List<JsonNode> readUntil(BufferedReader reader, String event) {
    return assertTimeoutPreemptively(
        DEADLINE,
        () -> {
          List<JsonNode> read = new ArrayList<>();
          do {
            read.add(new ObjectMapper().readTree(reader.readLine()));
          } while (!read.get(read.size() - 1).path("event").asText().equals(event));
          return read;
        });
  }
}

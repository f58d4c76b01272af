package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.SettableClock;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.StopProgress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSavepointsTest {
  private static final String TRIGGER = "a".repeat(32);
  private static final String POST = "POST /jobs/1/stop";
  private static final String SETTINGS = "GET /jobs/1/checkpoints/config";
  private static final String CANONICAL =
      "{\"targetDirectory\":\"file:///sp\",\"drain\":false,\"triggerId\":\"%s\"}"
          .formatted(TRIGGER);
  private static final String NATIVE = CANONICAL.replace("}", ",\"formatType\":\"NATIVE\"}");

  private final StubFlink flink = new StubFlink();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

  @BeforeEach
  void aFlinkThatTakesStops() {
    flink.answer(POST, 202, "{\"request-id\":\"%s\"}".formatted(TRIGGER));
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EmbeddedRocksDBStateBackend", "RocksDBStateBackend", "ForStStateBackend"})
  void areTakenOfStateOnDisk(String backend) throws Exception {
    flink.answer(SETTINGS, "{\"state_backend\":\"%s\"}".formatted(backend));

    assertThat(bodyOfStop(SavepointFormat.AUTO)).isEqualTo(NATIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"state_backend\":\"HashMapStateBackend\"}",
        "{\"state_backend\":\"MyOwnStateBackend\"}",
        "{}",
        "{\"state_backend\":\"EmbeddedRocksDBStateBackend\",\"state_changelog_enabled\":true}"
      })
  void areNotTakenWhereThatIsNotKnownToDo(String settings) throws Exception {
    flink.answer(SETTINGS, settings);

    assertThat(bodyOfStop(SavepointFormat.AUTO)).isEqualTo(CANONICAL);
  }

  @Test
  void areTakenOrNotAsTheUserSays() throws Exception {
    flink.answer(SETTINGS, "{\"state_backend\":\"EmbeddedRocksDBStateBackend\"}");
    assertThat(bodyOfStop(SavepointFormat.CANONICAL)).isEqualTo(CANONICAL);

    flink.answer(SETTINGS, "{\"state_backend\":\"HashMapStateBackend\"}");
    assertThat(bodyOfStop(SavepointFormat.NATIVE)).isEqualTo(NATIVE);
  }

  @Test
  void areCanonicalOfAFlinkThatDoesNotKnowFormats() throws Exception {
    flink
        .answer(SETTINGS, "{\"state_backend\":\"EmbeddedRocksDBStateBackend\"}")
        .answer("GET /jobs/1/checkpoints", "{\"latest\":{},\"history\":[]}")
        .answer(
            POST,
            400,
            "{\"errors\":[\"Request did not match expected format"
                + " StopWithSavepointRequestBody.\"]}");
    StopRequests stops = new StopRequests(flink.client(), SavepointFormat.AUTO, clock);
    assertThat(stops.stop("1", TRIGGER, "file:///sp")).isEqualTo(new StopProgress.InProgress());
    clock.advance(Duration.ofSeconds(5));
    aFlinkThatTakesStops();

    assertThat(stops.stop("1", TRIGGER, "file:///sp")).isEqualTo(new StopProgress.InProgress());

    assertThat(flink.lastBody()).isEqualTo("{\"targetDirectory\":\"file:///sp\",\"drain\":false}");
  }

  private String bodyOfStop(SavepointFormat format) throws Exception {
    StopRequests stops = new StopRequests(flink.client(), format, clock);
    assertThat(stops.stop("1", TRIGGER, "file:///sp")).isEqualTo(new StopProgress.InProgress());
    return flink.lastBody();
  }
}

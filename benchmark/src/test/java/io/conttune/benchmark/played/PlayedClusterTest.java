package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A source that two subtasks serve, and an operator that is short after a minute. */
class PlayedClusterTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TrueLoad LOAD =
      new TrueLoad(
          100,
          List.of(1000.0, 100.0),
          List.of(new TrueLoad.Change(BEGIN.plusSeconds(60).toEpochMilli(), 3)));

  private Instant now = BEGIN;
  private final PlayedCluster cluster = PlayedCluster.of(0, 1, number -> LOAD, () -> now);
  private final String job = "/jobs/" + cluster.ids().get(0);

  private JsonNode get(String path) throws IOException {
    PlayedReply reply = cluster.answer(new PlayedRequest("GET", path, ""));
    assertThat(reply.status()).isEqualTo(200);
    return MAPPER.readTree(reply.text());
  }

  private JsonNode vertex(int number) throws IOException {
    return get(job).path("vertices").path(number);
  }

  private double pending() throws IOException {
    String metrics = job + "/vertices/%032x/subtasks/metrics?get=Source__src.pendingRecords";
    return get(metrics.formatted(0)).path(0).path("sum").asDouble();
  }

  @Test
  void theCountersAreThoseOfTheTrueLoad() throws IOException {
    now = BEGIN.plusSeconds(60);

    JsonNode metrics = vertex(1).path("metrics");
    assertThat(metrics.path("read-records").asDouble()).isBetween(5950.0, 6050.0);
    assertThat(metrics.path("accumulated-busy-time").asDouble()).isBetween(59_500.0, 60_500.0);
    assertThat(metrics.path("accumulated-idle-time").asDouble()).isBetween(59_500.0, 60_500.0);
    assertThat(pending()).isZero();
  }

  @Test
  void whatAnOperatorCannotDoWaitsAtTheSourceAndHoldsThoseBeforeItUp() throws IOException {
    now = BEGIN.plusSeconds(60);
    get(job);
    now = BEGIN.plusSeconds(120);

    assertThat(pending()).isBetween(5900.0, 6100.0);
    assertThat(vertex(0).path("metrics").path("accumulated-backpressured-time").asDouble())
        .isGreaterThan(90_000);
    assertThat(vertex(1).path("metrics").path("accumulated-busy-time").asDouble())
        .isBetween(179_000.0, 181_000.0);
  }

  @Test
  void aJobThatIsToldToRunAtAnotherParallelismIsRestartedForIt() throws IOException {
    now = BEGIN.plusSeconds(120);
    String body = "{\"%032x\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":4}}}".formatted(1);

    cluster.answer(new PlayedRequest("PUT", job + "/resource-requirements", body));
    now = BEGIN.plusSeconds(121);
    assertThat(get(job).path("state").asText()).isEqualTo("RESTARTING");
    now = BEGIN.plusSeconds(132);

    assertThat(get(job).path("state").asText()).isEqualTo("RUNNING");
    assertThat(get(job).at("/timestamps/RUNNING").asLong())
        .isEqualTo(BEGIN.plusSeconds(122).toEpochMilli());
    assertThat(vertex(1).path("parallelism").asInt()).isEqualTo(4);
    assertThat(vertex(1).path("metrics").path("read-records").asDouble()).isBetween(3950.0, 4050.0);
    assertThat(cluster.acts())
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.before()).containsExactly(2, 2);
              assertThat(act.after()).containsExactly(2, 4);
              assertThat(act.backlog()).isBetween(5900.0, 6100.0);
            });
  }

  @Test
  void anyOtherChangeIsNotedAndRefused() {
    PlayedReply reply = cluster.answer(new PlayedRequest("POST", job + "/stop", "{}"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(cluster.acts())
        .singleElement()
        .satisfies(act -> assertThat(act.request()).isEqualTo("POST " + job + "/stop"))
        .satisfies(act -> assertThat(act.after()).isEmpty());
  }

  @Test
  void aMissingJobIsNotKnownUntilItIsThereAgain() throws IOException {
    cluster.lose(Set.copyOf(cluster.ids()));

    assertThat(cluster.answer(new PlayedRequest("GET", job, "")).text()).contains("not found");
    assertThat(get("/jobs/overview").path("jobs")).isEmpty();

    cluster.lose(Set.of());

    assertThat(get("/jobs/overview").path("jobs")).hasSize(1);
  }
}

package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.api.Checkpoints;
import io.conttune.controller.api.HandoverRoute;
import io.conttune.controller.api.ServedJob;
import io.conttune.controller.api.ServedJobs;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.http.FlinkRequests;
import io.conttune.controller.http.Method;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Request;
import io.conttune.controller.http.Role;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.input.Reading;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment asks for a job whose real control loop obeys its pause. */
final class HandedOverJobTest {
  @TempDir private Path directory;

  private final TunedJob job = TunedJob.wantingMore();
  private final StatusBoard board = new StatusBoard(job.clock);
  private final LoopListener listener =
      board.of(TunedJob.NAME, URI.create("http://127.0.0.1:8081"));
  private final ServedJobs served = new ServedJobs();
  private Checkpoints checkpoints =
      (config, jobId) ->
          Optional.of(new HandoverDocument.State("checkpoint", "s3:/" + jobId, 2, true));

  @BeforeEach
  void serve() throws Exception {
    Path file = directory.resolve("wordcount.yaml");
    Files.writeString(file, "job: WordCount\nflink: http://127.0.0.1:8081\n");
    JobConfig config = ((Reading.Valid<JobConfig>) new ConfigReader(Map.of()).job(file)).value();
    served.serve(
        new ServedJob(config, new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1)), job.stores));
  }

  private void step() {
    Stopwatch begun = Stopwatch.start(job.clock);
    StepOutcome outcome = job.step();
    listener.hear(
        new LoopNews.Stepped(outcome, begun, Optional.empty(), Optional.empty(), job.orders(), 0));
  }

  private JsonNode document() throws Exception {
    HandoverRoute route =
        new HandoverRoute(
            board,
            served,
            new StoreRequests(board),
            new FlinkRequests(),
            (config, jobId) -> checkpoints.newest(config, jobId));
    Reply reply =
        route
            .route()
            .endpoint()
            .match(
                single ->
                    single
                        .handler()
                        .answer(
                            new Request(
                                Method.GET,
                                "/handover",
                                Map.of("job", TunedJob.NAME),
                                Map.of(),
                                "",
                                Role.VIEW)),
                stream -> {
                  throw new AssertionError("no single reply");
                });
    return new ObjectMapper().readTree(reply.body());
  }

  @Test
  void aPauseOfAJobThatIsDownIsObeyedAndEndsAfterItsTime() throws Exception {
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.FAILED);
    step();
    assertThat(document().path("ready").asBoolean()).isFalse();

    job.store.give(GivenOrders.of(TunedJob.NAME, 1, new Order.Pause(), Duration.ofMinutes(30)));
    step();

    JsonNode paused = document();
    assertThat(paused.path("ready").asBoolean()).isTrue();
    assertThat(paused.has("jobId")).isFalse();
    assertThat(paused.at("/state/path").asText()).isEqualTo("s3:/" + TunedJob.FIRST_RUN);
    assertThat(paused.at("/state/ageSeconds").asDouble()).isEqualTo(2);

    job.clock.advance(Duration.ofMinutes(30));
    step();
    JsonNode expired = document();
    assertThat(expired.path("ready").asBoolean()).isFalse();
    assertThat(expired.path("waitsFor").asText()).contains("obeys no pause yet");
  }

  @Test
  void aRescaleComesToItsEndAndThenTheNewRunIsHandedOver() throws Exception {
    job.stepTo(StepOutcome.Rescaling.class);
    job.store.give(GivenOrders.of(TunedJob.NAME, 1, new Order.Pause()));
    step();
    JsonNode rescaling = document();
    RescaleEntry end = job.finishRescale();
    step();
    JsonNode paused = document();

    assertThat(rescaling.path("ready").asBoolean()).isFalse();
    assertThat(rescaling.path("waitsFor").asText()).startsWith("rescale " + end.id());
    assertThat(paused.path("ready").asBoolean()).isTrue();
    assertThat(paused.path("jobId").asText()).isEqualTo(end.launchedJobId());
    assertThat(paused.at("/state/path").asText()).isEqualTo("s3:/" + end.launchedJobId());
  }

  /** It goes through a pause, as the person who has asked for it wants. */
  @Test
  void aRequestThatWaitsIsNoJobThatIsLeftAlone() throws Exception {
    job.store.give(GivenOrders.of(TunedJob.NAME, 1, new Order.Pause()));
    job.store.give(GivenOrders.of(TunedJob.NAME, 2, new Order.Undo(), Duration.ofMinutes(15)));
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.FAILED);
    step();

    assertThat(document().path("ready").asBoolean()).isFalse();
    assertThat(document().path("waitsFor").asText()).startsWith("undo is in force");

    job.clock.advance(Duration.ofMinutes(15));
    step();
    assertThat(document().path("ready").asBoolean()).isTrue();
  }
}

package io.conttune.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderSequence;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment asks for a job, over real HTTP. */
class HandoverRouteTest {
  @TempDir private Path directory;
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(event -> {}).telling(directory);
    api.checkpoints =
        (config, jobId) ->
            Optional.of(
                new HandoverDocument.State(
                    "checkpoint", "s3://bucket/" + jobId + "/chk-9", OptionalDouble.of(4), true));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> get() throws Exception {
    return api.get("/api/v1/jobs/WordCount/handover");
  }

  private JsonNode document() throws Exception {
    return new ObjectMapper().readTree(get().body());
  }

  private void pause() throws Exception {
    GivenOrder pause = GivenOrders.of(ToldJob.NAME, 1, new Order.Pause());
    api.job.obeying(OrderSequence.of(List.of(pause)).inForce());
  }

  @Test
  void aJobThatNobodyHasPausedIsNotReady() throws Exception {
    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText())
        .isEqualTo("the control loop of the job obeys no pause yet");
  }

  @Test
  void aJobIsReadyOnceItsLoopObeysThePause() throws Exception {
    pause();

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isTrue();
    assertThat(found.path("jobId").asText()).isEqualTo("job-1");
    assertThat(found.at("/pause/id").asText()).hasSize(32);
    assertThat(found.at("/operators/1/name").asText()).isEqualTo("count");
    assertThat(found.at("/operators/1/parallelism").asInt()).isEqualTo(2);
    assertThat(found.at("/state/path").asText()).isEqualTo("s3://bucket/job-1/chk-9");
    assertThat(found.at("/state/kind").asText()).isEqualTo("checkpoint");
  }

  @Test
  void aRescaleThatGoesOnIsWaitedFor() throws Exception {
    pause();
    RescaleEntry planned = RescaleEntries.planned(ToldJob.NAME, 7);
    api.store.write(planned);

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText()).startsWith("rescale " + planned.id());
  }

  @Test
  void ofAJobThatIsDownTheJournalKnowsTheNewestState() throws Exception {
    pause();
    RescaleEntry failed =
        RescaleEntries.planned(ToldJob.NAME, 7)
            .from(CapturedState.ownSavepoint("s3://bucket/savepoint-7"))
            .to(Stage.FAILED, api.job.clock.instant(), "the launch was refused");
    api.store.write(failed);
    api.job.step(new StepOutcome.Waiting(new JobSighting.NotSeen("it has failed")));

    JsonNode found = document();

    assertThat(found.has("jobId")).isFalse();
    assertThat(found.at("/state/kind").asText()).isEqualTo("savepoint");
    assertThat(found.at("/state/path").asText()).isEqualTo("s3://bucket/savepoint-7");
  }

  @Test
  void ofARunWithoutACheckpointItIsWhatItWasStartedFrom() throws Exception {
    api.checkpoints = (config, jobId) -> Optional.empty();
    RescaleEntry verified =
        RescaleEntries.planned(ToldJob.NAME, 7)
            .from(CapturedState.ownSavepoint("s3://bucket/savepoint-7"))
            .to(Stage.VERIFIED, api.job.clock.instant(), "it runs");
    api.store.write(verified);

    assertThat(document().has("state")).isFalse();
    api.job.measuring(verified.launchedJobId());

    assertThat(document().at("/state/path").asText()).isEqualTo("s3://bucket/savepoint-7");
  }

  @Test
  void aClusterThatDoesNotAnswerIsAProblem() throws Exception {
    api.checkpoints =
        (config, jobId) -> {
          throw new FlinkUnavailableException("GET http://x/ refused");
        };

    HttpResponse<String> reply = get();

    assertThat(reply.statusCode()).isEqualTo(503);
    assertThat(reply.body()).contains("flink-unreachable", "GET http://x/ refused");
  }
}

package io.conttune.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.lease.Lease;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderSequence;
import io.conttune.core.steering.OrdersInForce;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                    "checkpoint", "s3://bucket/" + jobId + "/chk-9", 4, true));
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
    api.job.obeying(paused());
  }

  private static OrdersInForce paused(GivenOrder... others) {
    GivenOrder pause = GivenOrders.of(ToldJob.NAME, 1, new Order.Pause());
    return OrderSequence.of(Stream.concat(Stream.of(pause), Stream.of(others)).toList()).inForce();
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
    assertThat(found.at("/state/ageSeconds").asDouble()).isEqualTo(4);
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

  /** A pause holds back the tuner, and no person. */
  @Test
  void aRequestThatIsStillInForceIsWaitedFor() throws Exception {
    api.job.obeying(paused(GivenOrders.of(ToldJob.NAME, 2, new Order.Undo())));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText())
        .startsWith("undo is in force, which a pause does not hold back, by alice until");
  }

  @Test
  void anotherControllerThatActsOnTheJobIsNamed() throws Exception {
    pause();
    api.job.hear(
        new LoopNews.LeaseChanged(
            new LeaseStatus.Alone(),
            new LeaseStatus.StandingBy(Optional.of(new Lease(ToldJob.NAME, 3, "controller-2")))));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText()).contains("controller-2");
  }

  @Test
  void ofAJobThatIsDownFlinkKnowsTheNewestStateWhateverWasRescaledLongAgo() throws Exception {
    api.store.write(failed().to(Stage.VERIFIED, api.job.clock.instant(), "it runs"));
    down(new JobSighting.Ended("job-9", JobState.FAILED));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isTrue();
    assertThat(found.has("jobId")).isFalse();
    assertThat(found.at("/state/path").asText()).isEqualTo("s3://bucket/job-9/chk-9");
    assertThat(found.at("/state/ageSeconds").asDouble()).isEqualTo(4);
  }

  @Test
  void ofAJobThatFlinkHasForgottenTheRunThatWasSeenLastIsAskedFor() throws Exception {
    down(new JobSighting.NoJob());

    assertThat(document().at("/state/path").asText()).isEqualTo("s3://bucket/job-1/chk-9");
  }

  /** To start from the state of a rescale of weeks ago would lose these weeks. */
  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"VERIFIED", "ROLLED_BACK", "ABANDONED"})
  void theStateOfARescaleAfterWhichTheJobRanOnIsNotTheNewest(Stage end) throws Exception {
    api.checkpoints = (config, jobId) -> Optional.empty();
    RescaleEntry over = failed().to(end, api.job.clock.instant(), "it is over");
    api.store.write(over);
    for (String last : List.of(over.plan().jobId(), over.launchedJobId())) {
      down(new JobSighting.Ended(last, JobState.FAILED));

      JsonNode found = document();

      assertThat(found.path("ready").asBoolean()).isTrue();
      assertThat(found.has("state")).isFalse();
    }
  }

  @Test
  void theStateOfAFailedRescaleIsNotTheNewestIfItsRunWasSeenAgain() throws Exception {
    api.checkpoints = (config, jobId) -> Optional.empty();
    RescaleEntry failed = failed();
    api.store.write(failed);
    SeenRun seen = api.store.seenRun(ToldJob.NAME).orElseThrow();
    api.store.saveSeenRun(
        ToldJob.NAME,
        new SeenRun(
            failed.plan().jobId(),
            seen.graph(),
            Optional.of(failed.id()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    down(new JobSighting.NoJob());

    assertThat(document().has("state")).isFalse();
  }

  @Test
  void ofAJobThatARescaleLeftDownTheJournalKnowsTheNewestStateAndItsAge() throws Exception {
    api.checkpoints = (config, jobId) -> Optional.empty();
    RescaleEntry failed = failed();
    api.store.write(failed);
    api.job.clock.advance(Duration.ofHours(3));
    down(new JobSighting.Ended(failed.plan().jobId(), JobState.FINISHED));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isTrue();
    assertThat(found.has("jobId")).isFalse();
    assertThat(found.at("/state/kind").asText()).isEqualTo("savepoint");
    assertThat(found.at("/state/path").asText()).isEqualTo("s3://bucket/savepoint-7");
    assertThat(found.at("/state/ageSeconds").asDouble()).isEqualTo(3 * 3600);
  }

  @Test
  void aRunThatIsStartingIsNoJobThatIsDown() throws Exception {
    down(new JobSighting.Untunable("job-5"));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText()).isEqualTo("it is not there");
    assertThat(found.path("jobId").asText()).isEqualTo("job-5");
    assertThat(found.at("/state/path").asText()).isEqualTo("s3://bucket/job-5/chk-9");
  }

  @Test
  void ofSeveralRunsNobodyKnowsWhichStateIsTheNewest() throws Exception {
    api.store.write(failed());
    down(new JobSighting.Several(List.of("job-5", failed().plan().jobId())));

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isFalse();
    assertThat(found.path("waitsFor").asText()).isEqualTo("it is not there");
    assertThat(found.has("jobId")).isFalse();
    assertThat(found.has("state")).isFalse();
  }

  @Test
  void ofARunWithoutAnyStateNoneIsNamed() throws Exception {
    api.checkpoints = (config, jobId) -> Optional.empty();
    api.store.write(failed().to(Stage.VERIFIED, api.job.clock.instant(), "it runs"));
    pause();

    JsonNode found = document();

    assertThat(found.path("ready").asBoolean()).isTrue();
    assertThat(found.has("state")).isFalse();
  }

  private RescaleEntry failed() {
    RescaleEntry planned = RescaleEntries.planned(ToldJob.NAME, 7);
    return RescaleEntry.planned(planned.id(), planned.plan(), api.job.clock.instant())
        .from(CapturedState.ownSavepoint("s3://bucket/savepoint-7"))
        .to(Stage.FAILED, api.job.clock.instant(), "the launch was refused");
  }

  private void down(JobSighting.Cause cause) {
    api.job.missing(new JobSighting.NotSeen("it is not there", cause), paused());
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

package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.StopProgress;
import io.conttune.core.rescale.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestRedeployerTest {
  private static final String TRIGGER = "a".repeat(32);

  private final StubFlink flink = new StubFlink();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<LaunchRequest> launched = new ArrayList<>();
  private final RestRedeployer redeployer =
      new RestRedeployer(flink.client(), this::launch, SavepointFormat.CANONICAL, clock);

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void asksForAStopOnceWithItsOwnTriggerIdAndPollsAfterwards() throws Exception {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}")
        .answer("GET /jobs/1/savepoints/" + TRIGGER, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");

    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.lastBody())
        .isEqualTo(
            "{\"targetDirectory\":\"file:///sp\",\"drain\":false,\"triggerId\":\"%s\"}"
                .formatted(TRIGGER));
    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.takeRequests())
        .containsExactly("POST /jobs/1/stop", "GET /jobs/1/savepoints/" + TRIGGER);
  }

  @Test
  void tellsTheSavepointOfAStopThatCompleted() throws Exception {
    stopped("{\"location\":\"file:/sp/savepoint-1\"}");

    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/sp/savepoint-1"));
  }

  @Test
  void takesCompletedWithAFailureCauseForAFailure() throws Exception {
    stopped(
        "{\"failure-cause\":{\"class\":\"E\",\"stack-trace\":\"E: outer\\nCaused by: E2: Checkpoint"
            + " expired before completing.\\n\\tat x\"}}");

    assertThat(stop())
        .isEqualTo(new StopProgress.Failed("E2: Checkpoint expired before completing."));
  }

  @Test
  void namesTheClassOfAFailureWithoutTrace() throws Exception {
    stopped("{\"failure-cause\":{\"class\":\"java.io.IOException\"}}");

    assertThat(stop()).isEqualTo(new StopProgress.Failed("java.io.IOException"));
  }

  @Test
  void pollsTheOperationThatFlinkNamedIfItIsAnother() throws Exception {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"other\"}")
        .answer(
            "GET /jobs/1/savepoints/other",
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s\"}}");
    stop();

    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/s"));
  }

  @Test
  void asksAgainWhenARestartedJobManagerHasForgottenTheOperation() throws Exception {
    flink.answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}");
    stop();
    stop();
    flink.takeRequests();

    assertThat(stop()).isEqualTo(new StopProgress.InProgress());
    assertThat(flink.takeRequests()).containsExactly("POST /jobs/1/stop");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409})
  void takesARefusedStopForAFailure(int status) throws Exception {
    flink.answer("POST /jobs/1/stop", status, "{\"errors\":[\"x\",\"E: no such job\\n at y\"]}");

    assertThat(stop()).isEqualTo(new StopProgress.Failed("status " + status + ": E: no such job"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void doesNotKnowWhetherAStopArrivedThatTheServerCouldNotAnswer(int status) {
    flink.answer("POST /jobs/1/stop", status, "{\"errors\":[\"busy\"]}");

    assertThatThrownBy(this::stop)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("POST http://127.0.0.1:")
        .hasMessageContaining(status + ": busy");
  }

  @Test
  void cancelsWhatIsThere() throws Exception {
    flink.answer("PATCH /jobs/1?mode=cancel", 202, "{}");

    redeployer.cancel("1");

    assertThat(flink.takeRequests()).containsExactly("PATCH /jobs/1?mode=cancel");
  }

  @Test
  void leavesAJobThatHasEnded() throws Exception {
    flink.answer(
        "PATCH /jobs/1?mode=cancel",
        409,
        "{\"errors\":[\"Job cancellation failed because the job has already reached another"
            + " terminal state (FINISHED).\"]}");

    redeployer.cancel("1");

    assertThat(flink.takeRequests()).containsExactly("PATCH /jobs/1?mode=cancel");
  }

  @Test
  void leavesAJobThatIsGone() throws Exception {
    redeployer.cancel("1");

    assertThat(flink.takeRequests()).containsExactly("PATCH /jobs/1?mode=cancel", "GET /jobs");
  }

  @Test
  void doesNotTakeAJobForGoneThatIsListed() {
    flink.answer("GET /jobs", "{\"jobs\":[{\"id\":\"1\",\"status\":\"RUNNING\"}]}");

    assertThatThrownBy(() -> redeployer.cancel("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("the list of jobs has it as RUNNING");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 502, 503})
  void doesNotBelieveThatAProxyHasCancelled(int status) {
    flink.answer("PATCH /jobs/1?mode=cancel", status, "page not found");

    assertThatThrownBy(() -> redeployer.cancel("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("does not come from Flink");
  }

  @Test
  void asksAgainWhenAProxyStandsBeforeTheProgressOfAStop() throws Exception {
    flink.answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}");
    stop();
    flink.answer("GET /jobs/1/savepoints/" + TRIGGER, 404, "404 page not found");

    assertThatThrownBy(this::stop).isInstanceOf(FlinkUnavailableException.class);
    assertThatThrownBy(this::stop).isInstanceOf(FlinkUnavailableException.class);
    flink.answer(
        "GET /jobs/1/savepoints/" + TRIGGER,
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/sp/1\"}}");

    assertThat(stop()).isEqualTo(new StopProgress.Completed("file:/sp/1"));
  }

  @Test
  void doesNotBelieveAnAcceptanceWithoutAnOperation() {
    flink.answer("POST /jobs/1/stop", 200, "{\"status\":\"UP\"}");

    assertThatThrownBy(this::stop)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("expected a text at request-id");
  }

  @Test
  void saysThatACancelFailed() {
    flink.answer("PATCH /jobs/1?mode=cancel", 500, "{\"errors\":[\"E: broken\"]}");

    assertThatThrownBy(() -> redeployer.cancel("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("E: broken");
  }

  @Test
  void leavesLaunchesToItsLauncher() throws Exception {
    LaunchRequest request =
        new LaunchRequest(
            "2",
            "job",
            Launches.jar("j"),
            CapturedState.ownSavepoint("file:/s"),
            Map.of(),
            Set.of(),
            Optional.empty());

    assertThat(redeployer.submit(request)).isEqualTo(new Submission.Pending());

    assertThat(launched).containsExactly(request);
    assertThat(flink.takeRequests()).isEmpty();
  }

  private Submission launch(LaunchRequest request) {
    launched.add(request);
    return new Submission.Pending();
  }

  private void stopped(String operation) throws FlinkUnavailableException {
    flink
        .answer("POST /jobs/1/stop", 202, "{\"request-id\":\"" + TRIGGER + "\"}")
        .answer(
            "GET /jobs/1/savepoints/" + TRIGGER,
            "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":" + operation + "}");
    stop();
  }

  private StopProgress stop() throws FlinkUnavailableException {
    return redeployer.stop("1", TRIGGER, "file:///sp");
  }
}

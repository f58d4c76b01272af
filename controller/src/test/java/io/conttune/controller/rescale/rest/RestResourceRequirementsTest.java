package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ChangeReply;
import io.conttune.core.rescale.ParallelismRange;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those that Flink 1.18.1, 1.20.5 and 2.3.0 gave, shortened. */
class RestResourceRequirementsTest {
  private static final String WORK = "674df9b0384c0348e0b9d1034a44c46c";
  private static final String MAP = "23ab3a59b17e9c45f95cff4c728611fc";
  private static final String GET = "GET /jobs/1/resource-requirements";
  private static final String PUT = "PUT /jobs/1/resource-requirements";
  private static final Map<OperatorId, ParallelismRange> RANGES =
      Map.of(
          new OperatorId(WORK),
          new ParallelismRange(1, 5),
          new OperatorId(MAP),
          new ParallelismRange(2, 2));
  private static final String BODY =
      "{\"%s\":{\"parallelism\":{\"lowerBound\":2,\"upperBound\":2}},\"%s\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":5}}}"
          .formatted(MAP, WORK);

  private final StubFlink flink = new StubFlink();
  private final RestResourceRequirements requirements =
      new RestResourceRequirements(flink.client());

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void readsTheRangeOfEveryVertex() throws Exception {
    flink.answer(GET, BODY);

    assertThat(requirements.of("1")).contains(RANGES);
  }

  @Test
  void asksForEveryVertexInOneBody() throws Exception {
    flink.answer(PUT, "{}");

    assertThat(requirements.change("1", RANGES)).isEqualTo(new ChangeReply.Accepted());

    assertThat(flink.lastBody()).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.UnsupportedOperationException: DefaultScheduler does not support changing the"
            + " parallelism without a restart",
        "org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job (1)"
      })
  void knowsNothingWhereTheSchedulerCannotBeAsked(String trace) throws Exception {
    flink.answer(GET, 500, "{\"errors\":[\"Internal server error.\",\"" + trace + "\"]}");

    assertThat(requirements.of("1")).isEmpty();
  }

  @Test
  void knowsNothingBeforeFlink118() throws Exception {
    assertThat(requirements.of("1")).isEmpty();
  }

  @Test
  void tellsWhyAChangeWasRefused() throws Exception {
    flink.answer(
        PUT,
        400,
        "{\"errors\":[\"org.apache.flink.runtime.rest.handler.RestHandlerException: The requested"
            + " lower bound [6] for job vertex [674d] is higher than the upper bound [5].\"]}");

    assertThat(requirements.change("1", RANGES))
        .isInstanceOfSatisfying(
            ChangeReply.Refused.class,
            refused -> assertThat(refused.cause()).contains("lower bound [6]"));
  }

  /** What stands between may let read and not change. */
  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void takesAChangeThatIsNotThereForRefused(int status) throws Exception {
    flink.answer(PUT, status, "{\"errors\":[\"Not found: /resource-requirements\"]}");

    assertThat(requirements.change("1", RANGES))
        .isInstanceOfSatisfying(
            ChangeReply.Refused.class,
            refused -> assertThat(refused.cause()).contains("Not found"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void doesNotTakeAnOverloadedServerForARefusal(int status) {
    flink.answer(PUT, status, "");

    assertThatThrownBy(() -> requirements.change("1", RANGES))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  @Test
  void doesNotTakeAnOverloadedServerForASchedulerThatCannotBeAsked() {
    flink.answer(GET, 503, "");

    assertThatThrownBy(() -> requirements.of("1")).isInstanceOf(FlinkUnavailableException.class);
  }

  /** "Not adaptive" is what Flink says, not what goes wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.concurrent.TimeoutException: Invocation of"
            + " [RemoteRpcInvocation(DispatcherGateway.requestJobResourceRequirements(JobID))]"
            + " timed out.",
        "java.lang.NullPointerException"
      })
  void asksAgainWhereFlinkFailsToAnswer(String trace) {
    flink.answer(GET, 500, "{\"errors\":[\"Internal server error.\",\"" + trace + "\"]}");

    assertThatThrownBy(() -> requirements.of("1")).isInstanceOf(FlinkUnavailableException.class);
  }

  @Test
  void tellsThatASchedulerChangesNothing() throws Exception {
    flink.answer(
        PUT,
        500,
        "{\"errors\":[\"Internal server error.\",\"java.lang.UnsupportedOperationException: Cannot"
            + " change the parallelism of a job running in reactive mode.\"]}");

    assertThat(requirements.change("1", RANGES))
        .isInstanceOfSatisfying(
            ChangeReply.Refused.class,
            refused -> assertThat(refused.cause()).contains("reactive mode"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]"})
  void doesNotTakeAnEmptyAnswerForAJobWithoutVertices(String empty) {
    flink.answer(GET, empty);

    assertThatThrownBy(() -> requirements.of("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jobs/1/resource-requirements answered");
  }

  @Test
  void doesNotGuessBounds() {
    flink.answer(GET, "{\"" + WORK + "\":{}}");

    assertThatThrownBy(() -> requirements.of("1"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("lower bound");
  }
}

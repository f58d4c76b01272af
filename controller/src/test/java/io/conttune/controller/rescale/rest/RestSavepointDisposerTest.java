package io.conttune.controller.rescale.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointDisposer.Disposal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestSavepointDisposerTest {
  private static final String PATH = "file:/s/savepoint-1";
  private static final String ASK = "POST /savepoint-disposal";
  private static final String LOOK = "GET /savepoint-disposal/op1";
  private static final String CHECKPOINTS = "GET /jobs/j1/checkpoints";

  private final StubFlink flink = new StubFlink();
  private final RestSavepointDisposer disposer = new RestSavepointDisposer(flink.client());

  @AfterEach
  void stop() {
    flink.close();
  }

  @Test
  void asksOnceThenLooksUntilItIsOver() throws FlinkUnavailableException {
    flink.answer(ASK, 202, "{\"request-id\":\"op1\"}");
    flink.answer(LOOK, "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}");

    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.InProgress());
    assertThat(flink.lastBody()).isEqualTo("{\"savepoint-path\":\"" + PATH + "\"}");
    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.InProgress());
    flink.answer(LOOK, "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{}}");
    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.Gone());

    assertThat(flink.takeRequests()).containsExactly(ASK, LOOK, LOOK);
  }

  @Test
  void doesNotTakeAnOperationThatIsOverForOneThatSucceeded() throws FlinkUnavailableException {
    begun();
    flink.answer(LOOK, failed("java.io.IOException: read-only file system"));

    assertThat(disposer.dispose(PATH))
        .isEqualTo(new Disposal.Failed("java.io.IOException: read-only file system"));
    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.InProgress());
    assertThat(flink.takeRequests()).containsExactly(LOOK, ASK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"status\":{\"id\":\"COMPLETED\"}}"})
  void doesNotTakeAnAnswerWithoutAnOperationForOneThatSucceeded(String body)
      throws FlinkUnavailableException {
    begun();
    flink.answer(LOOK, body);

    assertThatExceptionOfType(FlinkUnavailableException.class)
        .isThrownBy(() -> disposer.dispose(PATH))
        .withMessageContaining("expected an object at");
  }

  @Test
  void takesASavepointThatFlinkCannotFindForGone() throws FlinkUnavailableException {
    begun();
    flink.answer(
        LOOK,
        failed(
            "java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory '"
                + PATH
                + "' on file system 'file'."));

    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.Gone());
  }

  @Test
  void doesNotTakeOneWhoseMetadataIsMissingForGone() throws FlinkUnavailableException {
    begun();
    flink.answer(
        LOOK,
        failed(
            "java.io.FileNotFoundException: Cannot find meta data file '_metadata' in directory"));

    assertThat(disposer.dispose(PATH)).isInstanceOf(Disposal.Failed.class);
  }

  @Test
  void asksAgainIfFlinkHasForgottenTheOperation() throws FlinkUnavailableException {
    begun();

    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.InProgress());
    assertThat(disposer.dispose(PATH)).isEqualTo(new Disposal.InProgress());

    assertThat(flink.takeRequests()).containsExactly(LOOK, ASK);
  }

  @Test
  void doesNotKnowWhatBecameOfARequestThatWasRefused() throws FlinkUnavailableException {
    flink.answer(ASK, 503, "");
    assertThatExceptionOfType(FlinkUnavailableException.class)
        .isThrownBy(() -> disposer.dispose(PATH))
        .withMessageContaining("/savepoint-disposal answered 503");

    begun();
    flink.answer(LOOK, 500, "{\"errors\":[\"broken\"]}");
    assertThatExceptionOfType(FlinkUnavailableException.class)
        .isThrownBy(() -> disposer.dispose(PATH))
        .withMessageContaining("broken");
  }

  @Test
  void tellsFromWhatARunWasRestored() throws FlinkUnavailableException {
    flink.answer(CHECKPOINTS, "{\"latest\":{\"completed\":null,\"restored\":null}}");
    assertThat(disposer.restoredFrom("j1")).isEmpty();

    flink.answer(CHECKPOINTS, "{\"latest\":{\"restored\":{\"external_path\":\"" + PATH + "\"}}}");
    assertThat(disposer.restoredFrom("j1")).contains(PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"latest\":null}", "{\"latest\":{\"restored\":{\"id\":4}}}"})
  void doesNotTakeSilenceForNoState(String answer) {
    flink.answer(CHECKPOINTS, answer);

    assertThatExceptionOfType(FlinkUnavailableException.class)
        .isThrownBy(() -> disposer.restoredFrom("j1"))
        .withMessageContaining("/jobs/j1/checkpoints does not say");
  }

  private void begun() throws FlinkUnavailableException {
    flink.answer(ASK, 202, "{\"request-id\":\"op1\"}");
    disposer.dispose(PATH);
    flink.takeRequests();
  }

  private static String failed(String cause) {
    return """
        {"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"java.util.concurrent.CompletionException",\
        "stack-trace":"java.util.concurrent.CompletionException: outer\\nCaused by: %s\\n\\tat x"}}}"""
        .formatted(cause);
  }
}

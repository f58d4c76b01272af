package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.controller.loop.SavepointKeeper;
import io.conttune.controller.loop.SavepointKeeper.Disposed;
import io.conttune.controller.loop.SavepointRetention;
import io.conttune.controller.rescale.rest.RestSavepointDisposer;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointDisposer;
import io.conttune.core.rescale.SavepointDisposerContract;
import io.conttune.core.time.SteadyClock;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@link SavepointDisposer}, and what is kept, on a real Flink. */
@Order(5)
final class SavepointDisposalTest extends SavepointDisposerContract {
  @TempDir private static Path directory;
  private static FlinkFixture flink;
  private static WordCountRun words;
  private static String jobId;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
    words = WordCountRun.starting("WordCount", 1, 100, directory);
    jobId = flink.run(words.arguments(1, 1));
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @AfterEach
  void endWhatATestHasStarted() throws FlinkUnavailableException {
    for (String live : flink.liveJobs(words.name())) {
      if (!live.equals(jobId)) {
        flink.cancel(live);
      }
    }
  }

  @Override
  protected SavepointDisposer disposer() {
    return new RestSavepointDisposer(flink.rest());
  }

  @Override
  protected String savepoint() throws FlinkUnavailableException {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("target-directory", flink.savepointDirectory())
            .put("cancel-job", false);
    String savepoints = "/jobs/" + jobId + "/savepoints";
    String operation = accepted("POST", savepoints, body).path("request-id").asText();
    JsonNode location =
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(
                () -> flink.rest().get(savepoints + "/" + operation).at("/operation/location"),
                JsonNode::isTextual);
    return location.asText();
  }

  @Override
  protected boolean exists(String path) {
    return Files.exists(Path.of(URI.create(path).getPath()));
  }

  @Override
  protected String freshRun() {
    return jobId;
  }

  @Override
  protected String runFrom(String path) throws FlinkUnavailableException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("savepointPath", path);
    words.arguments(1, 1).forEach(body.withArray("programArgsList")::add);
    String restored =
        accepted("POST", "/jars/" + flink.jarId() + "/run", body).path("jobid").asText();
    await().atMost(FlinkFixture.DEADLINE).until(() -> !flink.restoredFrom(restored).isEmpty());
    return restored;
  }

  private static JsonNode accepted(String method, String path, ObjectNode body)
      throws FlinkUnavailableException {
    return flink.rest().send(method, path, Optional.of(body)).orThrow().body();
  }

  @Test
  void keepsTheNewestWhatTheRunWasRestoredFromAndAllThatOthersHaveMade()
      throws FlinkUnavailableException {
    String restored = savepoint();
    String superfluous = savepoint();
    String newest = savepoint();
    String ofAUser = savepoint();
    String run = runFrom(restored);
    InMemoryStore store = new InMemoryStore();
    for (String made : List.of(restored, superfluous, newest)) {
      store.savepointMade(words.name(), made);
    }
    SavepointKeeper keeper =
        new SavepointKeeper(
            new SavepointRetention(1), store, store, disposer(), SteadyClock.system());

    Optional<Disposed> said =
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> keeper.step(words.name(), run), Optional::isPresent);

    assertThat(said).contains(new Disposed(superfluous, Optional.empty()));
    assertThat(keeper.step(words.name(), run)).isEmpty();
    assertThat(store.savepoints(words.name())).containsExactly(newest, restored);
    assertThat(exists(superfluous)).isFalse();
    assertThat(List.of(restored, newest, ofAUser)).allMatch(this::exists);
    flink.cancel(run);
    flink.cancel(runFrom(newest));
  }
}

package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.rescale.JobCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replies of real Flinks, one file a version, of which a rescale reads every field that it needs.
 */
final class RecordedFactsTest {
  private static final Path RECORDED =
      Path.of("../metrics-collector/src/test/resources/flink-rest");

  static List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("rest-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void areUnderstood(Path recording) throws Exception {
    JsonNode replies = new ObjectMapper().readTree(recording.toFile());
    String job = replies.path("job").path("jid").textValue();
    try (StubFlink flink = new StubFlink()) {
      flink
          .answer("GET /jobs/" + job, replies.path("job").toString())
          .answer("GET /jobmanager/config", "[]")
          .answer("GET /jobs/" + job + "/config", replies.path("jobconfig").toString())
          .answer("GET /jobs/" + job + "/checkpoints", replies.path("checkpoints").toString())
          .answer("GET /jobs/" + job + "/checkpoints/config", replies.path("cpconfig").toString());

      CheckpointFacts facts = CheckpointFacts.read(flink.client(), job);
      JobCondition.Present seen =
          (JobCondition.Present) new RestJobRuns(flink.client()).condition(job);

      assertThat(facts.enabled()).isTrue();
      assertThat(facts.retained()).isFalse();
      assertThat(facts.timeout()).contains(Duration.ofMinutes(10));
      assertThat(facts.aligned()).isPresent();
      assertThat(facts.stateBytes().isPresent())
          .isEqualTo(!recording.getFileName().toString().matches("rest-1[.]1[234][.].*"));
      assertThat(facts.newest()).isPresent().isEqualTo(seen.newestCheckpoint());
      assertThat(ClusterLifetime.takesJars(replies.path("config"))).isTrue();
    }
  }
}

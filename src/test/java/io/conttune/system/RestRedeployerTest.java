package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.rest.RestRedeployer;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RedeployerContract;
import io.conttune.core.rescale.Submission;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@link Redeployer} on a real Flink. */
final class RestRedeployerTest extends RedeployerContract {
  private static final int FAILING = 4;

  /** The same in every run, because the job gives its operators uids. */
  private static OperatorId count;

  @TempDir private static Path directory;
  private static FlinkFixture flink;
  private static WordCountRun words;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
    words = WordCountRun.starting("WordCount", 1, Duration.ofHours(1), 100, directory);
    String jobId = flink.run(words.arguments(1, 1));
    count = new OperatorId(flink.vertexId(jobId, "count"));
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @AfterEach
  void endWhatStillRuns() throws FlinkUnavailableException {
    for (String jobId : flink.liveJobs(words.name())) {
      flink.cancel(jobId);
    }
  }

  @Override
  protected Redeployer newClient() {
    return new RestRedeployer(flink.rest(), new InMemoryStore(), InstantSource.system());
  }

  @Override
  protected String runningJob(int parallelism) throws FlinkUnavailableException {
    return flink.run(words.arguments(1, parallelism));
  }

  @Override
  protected OperatorId vertex() {
    return count;
  }

  @Override
  protected Launch launch(int parallelism) {
    return launch(flink.jarId(), words.arguments(1, parallelism));
  }

  @Override
  protected Launch failingLaunch() {
    return launch(flink.jarId(), WordCountRun.failingAt(FAILING, words.arguments(1, FAILING)));
  }

  @Override
  protected String cause() {
    return "asked to fail at parallelism 4 of count";
  }

  @Override
  protected String jobName() {
    return "WordCount";
  }

  @Override
  protected String savepointDirectory() {
    return flink.savepointDirectory();
  }

  @Test
  void refusesALaunchOfAJarThatIsNotThere() throws FlinkUnavailableException {
    String jobId = newId();

    Submission answer =
        newClient()
            .submit(
                new LaunchRequest(
                    jobId,
                    jobName(),
                    launch("gone.jar", words.arguments(1, 1)),
                    CapturedState.ownSavepoint("file:/none"),
                    Map.of(),
                    Instant.EPOCH,
                    Set.of(),
                    Optional.empty()));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Submission.Refused.class, refused -> assertThat(refused.cause()).contains("gone.jar"));
    assertThat(newClient().condition(jobId)).isEqualTo(new Absent());
  }

  private static Launch launch(String jarId, List<String> arguments) {
    return Launches.jar(jarId, arguments.toArray(String[]::new));
  }
}

package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ContractCluster;
import io.conttune.core.rescale.JobCondition.Absent;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.JobRunsContract;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Redeployer;
import io.conttune.core.rescale.RedeployerContract;
import io.conttune.core.rescale.RunFailure;
import io.conttune.core.rescale.Submission;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.RescaleProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of {@link JobRuns} and {@link Redeployer} on a real Flink. */
@Order(5)
final class RestClusterTest {
  private static final int FAILING = 4;

  /** The same in every run, because the job gives its operators uids. */
  private static OperatorId count;

  @TempDir private static Path directory;
  private static FlinkFixture flink;
  private static WordCountRun words;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
    words = WordCountRun.starting("WordCount", 1, 100, directory);
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

  @Nested
  final class Runs extends JobRunsContract {
    @Override
    protected ContractCluster cluster() {
      return new RealCluster();
    }
  }

  /** It cannot write its totals where a file is in the place of the directory. */
  @Test
  void tellsTheExceptionOfARunThatFailsAgainAndAgain()
      throws IOException, FlinkUnavailableException {
    Path file = Files.createFile(directory.resolve("file"));
    WordCountRun failing =
        new WordCountRun(
            "Failing",
            new RateSchedule(List.of(1L), Duration.ofSeconds(1), Instant.now()),
            100,
            file.resolve("totals"));
    String jobId = flink.submit(failing.arguments(1, 1));

    RunFailure failure =
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> new RestJobRuns(flink.rest()).lastFailure(jobId), Optional::isPresent)
            .orElseThrow();

    assertThat(failure.reason()).contains(file.toString());
    assertThat(failure.at()).isAfter(failing.schedule().start());
    flink.cancelAll(failing.name());
  }

  @Nested
  final class Redeploys extends RedeployerContract {
    @Override
    protected ContractCluster cluster() {
      return new RealCluster();
    }

    @Test
    void refusesALaunchOfAJarThatIsNotThere() throws FlinkUnavailableException {
      String jobId = newId();
      Launch gone = RealCluster.launch("gone.jar", words.arguments(1, 1));

      Submission answer =
          cluster().newRedeployer().submit(request(cluster(), jobId, gone, "file:/none"));

      assertThat(answer)
          .isInstanceOfSatisfying(
              Submission.Refused.class,
              refused -> assertThat(refused.cause()).contains("gone.jar"));
      assertThat(cluster().newRuns().condition(jobId)).isEqualTo(new Absent());
    }
  }

  private static final class RealCluster implements ContractCluster {
    @Override
    public JobRuns newRuns() {
      return new RestJobRuns(flink.rest());
    }

    @Override
    public Redeployer newRedeployer() {
      return RescaleProcesses.redeployer(flink.rest());
    }

    @Override
    public String runningJob(int parallelism) throws FlinkUnavailableException {
      return flink.run(words.arguments(1, parallelism));
    }

    @Override
    public OperatorId vertex() {
      return count;
    }

    @Override
    public Launch launch(int parallelism) {
      return launch(flink.jarId(), words.arguments(1, parallelism));
    }

    @Override
    public Launch failingLaunch() {
      return launch(flink.jarId(), WordCountRun.failingAt(FAILING, words.arguments(1, FAILING)));
    }

    @Override
    public String cause() {
      return "asked to fail at parallelism 4 of count";
    }

    @Override
    public String jobName() {
      return "WordCount";
    }

    @Override
    public String savepointDirectory() {
      return flink.savepointDirectory();
    }

    private static Launch launch(String jarId, List<String> arguments) {
      return Launches.jar(jarId, arguments.toArray(String[]::new));
    }
  }
}

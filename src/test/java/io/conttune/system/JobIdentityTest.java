package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.loop.JobChange;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobState;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People act on a job besides the controller, on a real Flink. */
final class JobIdentityTest {
  @TempDir private Path directory;
  private FlinkFixture flink;
  private WordCountRun words;
  private SteppedController controller;
  private String first;

  @BeforeEach
  void followAJob() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
    // 120 words/s at 80 words/s and subtask: two are enough, one is not.
    words = WordCountRun.starting("WordCount", 30, 80, directory);
    first = flink.run(words.arguments(1, 2));
    controller = new SteppedController(TestConfig.of(flink, words, 2).config());
    controller.untilDecided(Outcome.HELD);
  }

  @AfterEach
  void stopFlink() throws IOException {
    flink.close();
  }

  @Test
  void holdsWhileASecondJobOfItsNameLives() throws FlinkUnavailableException {
    String second = flink.run(words.arguments(1, 2));

    JobSighting.Cause cause = controller.untilWaiting(JobSighting.Several.class);

    assertThat(cause)
        .isEqualTo(new JobSighting.Several(Stream.of(first, second).sorted().toList()));
    flink.cancel(second);
    controller.untilDecided(Outcome.HELD);
    assertThat(flink.liveJobs(words.name())).containsExactly(first);
    assertThat(controller.rescales()).isEmpty();
  }

  @Test
  void leavesACancelledJobAloneAndRespectsHowItsUserStartsItAgain()
      throws FlinkUnavailableException {
    flink.cancel(first);

    JobSighting.Cause cause = controller.untilWaiting(JobSighting.Ended.class);
    assertThat(cause).isEqualTo(new JobSighting.Ended(first, JobState.CANCELED));
    assertThat(flink.liveJobs(words.name())).isEmpty();

    String byHand = flink.run(words.arguments(1, 1));
    JobChange change = controller.untilChanged();
    DecisionRecord refused = controller.untilDecided(Outcome.REFUSED, Outcome.STARTED);

    assertThat(change.formerJobId()).isEqualTo(first);
    assertThat(change.sentences())
        .hasSize(2)
        .contains("started by somebody else: run %s instead of run %s".formatted(byHand, first))
        .anyMatch(sentence -> sentence.contains("1 instead of 2"));
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.guards())
        .singleElement()
        .asString()
        .contains("because somebody else has set its parallelism");
    assertThat(flink.liveJobs(words.name())).containsExactly(byHand);
    assertThat(flink.parallelism(byHand, "count")).isEqualTo(1);
  }
}

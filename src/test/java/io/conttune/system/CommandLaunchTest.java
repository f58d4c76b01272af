package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.JumpingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Restarts by a command that is a process of its own, on a real Flink. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
final class CommandLaunchTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path directory;
  private static FlinkFixture flink;

  @BeforeAll
  static void startFlink() throws IOException, FlinkUnavailableException {
    flink = WordCountFlink.start(directory);
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @Test
  void findsTheRunThatTheCommandHasStartedAndLosesNothing()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("Commanded", 30, 80, directory);
    String before = flink.run(words.arguments(1, 1));
    SteppedController controller = new SteppedController(commanded(words, 0));

    controller.untilDecided(Outcome.STARTED);
    RescaleEntry rescale = controller.untilRescaled();

    assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
    String after = rescale.launchedJobId();
    assertThat(rescale.givenJobIds()).containsValue(after).doesNotContainValue(before);
    assertThat(flink.parallelism(after, "count")).isEqualTo(3);
    WordCountRun all = words.endSoon();
    flink.awaitState(after, "FINISHED");
    assertThat(all.audit()).isEqualTo(all.flawless());
  }

  @Test
  void goesOnAsPlannedWhenTheTimeOfDayJumpsByAnHourAtEachStage()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("Jumping", 30, 80, directory);
    flink.run(words.arguments(1, 1));
    JumpingClock clock = new JumpingClock();
    SteppedController controller = new SteppedController(commanded(words, 0), clock);
    controller.untilDecided(Outcome.STARTED);

    controller.untilStage(Stage.STOPPING);
    clock.jump(HOUR);
    controller.untilStage(Stage.SUBMITTING);
    clock.jump(HOUR.negated());
    controller.untilStage(Stage.SUBMITTED);
    clock.jump(HOUR);
    controller.untilStage(Stage.RUNNING);
    clock.jump(HOUR.negated());
    RescaleEntry rescale = controller.untilRescaled();

    assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.VERIFIED);
    assertThat(rescale.attempt().number()).as("launches that were given up").isZero();
    assertThat(flink.parallelism(rescale.launchedJobId(), "count")).isEqualTo(3);
    WordCountRun all = words.endSoon();
    flink.awaitState(rescale.launchedJobId(), "FINISHED");
    assertThat(all.audit()).isEqualTo(all.flawless());
  }

  @Test
  void bringsTheFormerParallelismBackByTheSameCommandWhenItFails()
      throws IOException, FlinkUnavailableException {
    WordCountRun words = WordCountRun.starting("Refused", 30, 80, directory);
    flink.run(words.arguments(1, 1));
    SteppedController controller = new SteppedController(commanded(words, 3));

    controller.untilDecided(Outcome.STARTED);
    RescaleEntry rescale = controller.untilRescaled();

    assertThat(rescale.stage()).as(rescale.note()).isEqualTo(Stage.ROLLED_BACK);
    String after = rescale.launchedJobId();
    assertThat(flink.parallelism(after, "count")).isEqualTo(1);
    WordCountRun all = words.endSoon();
    flink.awaitState(after, "FINISHED");
    assertThat(all.audit()).isEqualTo(all.flawless());
  }

  private static JobConfig commanded(WordCountRun words, int failsAt) {
    return TestConfig.of(flink, words, 3).commanded(command(words, failsAt), InPlaceMode.AUTO);
  }

  private static List<String> command(WordCountRun words, int failsAt) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StartByCommand.class.getName());
    command.addAll(List.of(flink.address().toString(), flink.jarId(), String.valueOf(failsAt)));
    command.addAll(words.arguments("1", "1", "COUNT"));
    return command;
  }
}

package io.conttune.usefultime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks of every kind in a real Flink of this module's version, with the patched classes in front
 * of its own, over three seconds. What they report is compared with what the operators measured.
 */
final class PatchedTasksTest {
  private static final Offset<Double> A_TENTH = within(0.1);
  private static final double WINDOW_MILLIS = 3000;
  private static Map<String, Share> shares;

  @BeforeAll
  static void measure() throws Exception {
    MiniCluster flink = new MiniCluster(settings());
    try {
      flink.start();
      flink.submitJob(TaskKinds.job()).get();
      shares = measuredShares();
    } finally {
      flink.close();
    }
  }

  private static Map<String, Share> measuredShares() {
    TaskKinds.names().forEach(task -> awaitElapsed(task, 1000));
    Map<String, Reading> before = read();
    before.forEach((task, reading) -> awaitElapsed(task, reading.elapsed() + WINDOW_MILLIS));
    Map<String, Reading> after = read();
    return before.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, e -> after.get(e.getKey()).since(e.getValue())));
  }

  private static MiniClusterConfiguration settings() {
    Configuration settings = new Configuration();
    settings.setString("metrics.reporter.test.class", TaskGauges.class.getName());
    settings.setString("taskmanager.memory.segment-size", "4kb");
    settings.setString("rest.port", "0");
    settings.setString("rest.bind-address", "127.0.0.1");
    return new MiniClusterConfiguration.Builder().setConfiguration(settings).build();
  }

  private static void awaitElapsed(String task, double millis) {
    Awaitility.await(task)
        .atMost(Duration.ofSeconds(60))
        .until(() -> Reading.of(task).elapsed() >= millis);
  }

  private static Map<String, Reading> read() {
    return TaskKinds.names().stream().collect(Collectors.toMap(Function.identity(), Reading::of));
  }

  @Test
  void theClassesInFrontAreThePatchedOnes() {
    assertThat(TaskIOMetricGroup.class).hasDeclaredMethods("getTaskTimes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TaskKinds.HALF_LOADED,
        TaskKinds.SATURATED,
        TaskKinds.TWO_INPUTS,
        TaskKinds.CHAIN,
        TaskKinds.CHAINED_SOURCE,
        TaskKinds.TIMERS
      })
  void busyTimeIsTheTimeThatTheOperatorsWork(String task) {
    Share share = shares.get(task);

    assertThat(share.worked()).as("it has work").isGreaterThan(0.2);
    assertThat(share.busy()).isCloseTo(share.worked(), A_TENTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TaskKinds.HALF_LOADED,
        TaskKinds.TWO_INPUTS,
        TaskKinds.CHAIN,
        TaskKinds.CHAINED_SOURCE,
        TaskKinds.TIMERS
      })
  void whoLacksInputIsIdleForTheRest(String task) {
    Share share = shares.get(task);

    assertThat(share.idle()).isCloseTo(1 - share.worked(), A_TENTH);
    assertThat(share.backPressured()).isLessThan(0.05);
  }

  @Test
  void whoIsSaturatedIsNeverIdle() {
    assertThat(shares.get(TaskKinds.SATURATED).idle()).isLessThan(0.05);
  }

  @Test
  void aLegacySourceIsIdleWhileItSleeps() {
    assertThat(shares.get(TaskKinds.HALF_LOADED_SOURCE).idle()).isGreaterThan(0.8);
  }

  @Test
  void aLegacySourceThatWaitsForItsOutputIsBackpressured() {
    assertThat(shares.get(TaskKinds.BEFORE_SATURATED).backPressured()).isGreaterThan(0.8);
  }

  @Test
  void waitingInTheMiddleOfARecordIsBackpressure() {
    assertThat(shares.get(TaskKinds.TEN_OUT_OF_ONE).backPressured()).isGreaterThan(0.8);
  }

  /** The uses of a task's time, and the time that its operators say they worked. */
  private record Share(double busy, double idle, double backPressured, double worked) {}

  private record Reading(double busy, double idle, double backPressured, double worked) {
    static Reading of(String task) {
      return new Reading(
          TaskGauges.value(task, "accumulateBusyTimeMs"),
          TaskGauges.value(task, "accumulateIdleTimeMs"),
          TaskGauges.value(task, "accumulateBackPressuredTimeMs"),
          TestFunctions.workedMillis(task));
    }

    double elapsed() {
      return busy + idle + backPressured;
    }

    Share since(Reading before) {
      double all = elapsed() - before.elapsed();
      return new Share(
          (busy - before.busy) / all,
          (idle - before.idle) / all,
          (backPressured - before.backPressured) / all,
          (worked - before.worked) / all);
    }
  }
}

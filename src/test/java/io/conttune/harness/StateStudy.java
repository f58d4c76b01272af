package io.conttune.harness;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.EarlierTimes;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The time that each way of rescaling takes by the size of the state, with RocksDB and incremental
 * checkpoints. The system property {@code state.gib} chooses sizes, such as {@code 0.1,1}, and
 * {@code state.ways} ways, such as {@code CHECKPOINT,IN_PLACE}.
 */
final class StateStudy {
  private static final String SIZES = "0.1,1,4";
  private static final long KEYS_PER_GIB = 1 << 20;
  private static final Path TARGET = Path.of("..", "..", "target");
  private static final int FEWER = 2;
  private static final int MORE = 3;

  /** A busy machine is no failure. The scheduler acts at once. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("jobmanager.scheduler", "adaptive"),
          Map.entry("jobmanager.adaptive-scheduler.scaling-interval.min", "0 s"),
          Map.entry("state.backend.type", "rocksdb"),
          Map.entry("execution.checkpointing.incremental", "true"),
          Map.entry("execution.checkpointing.interval", "10 s"),
          Map.entry(
              "execution.checkpointing.externalized-checkpoint-retention",
              "RETAIN_ON_CANCELLATION"),
          Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "10"),
          Map.entry("restart-strategy.type", "fixed-delay"),
          Map.entry("restart-strategy.fixed-delay.attempts", "1000"),
          Map.entry("restart-strategy.fixed-delay.delay", "500 ms"),
          // Or reading all state takes many times as long as bringing it back.
          Map.entry("state.backend.rocksdb.use-bloom-filter", "true"),
          Map.entry("taskmanager.memory.managed.size", "512mb"),
          Map.entry("heartbeat.timeout", "120000"),
          Map.entry("slot.request.timeout", "120000"),
          Map.entry("env.java.opts", "-Xmx768m"));

  private static final Table TABLE =
      new Table(
          "state-study",
          List.of(
              "state",
              "way",
              "subtasks",
              "expected s",
              "stop and start s",
              "of it to stop s",
              "gap s",
              "all state is back after s",
              "of it reading s",
              "lost / twice"));

  /** A job takes its state in one way, so each way has a journal. */
  private static final Map<StateWay, InMemoryStore> JOURNALS = new EnumMap<>(StateWay.class);

  private static int rows;

  @TempDir(factory = BelowTarget.class)
  private Path directory;

  /** A place with room for gigabytes. */
  static final class BelowTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(TARGET.toRealPath(), "state-study-");
    }
  }

  static DoubleStream gibibytes() {
    return Stream.of(System.getProperty("state.gib", SIZES).split(",", -1))
        .mapToDouble(Double::parseDouble);
  }

  private static List<StateWay> ways() {
    String all = Stream.of(StateWay.values()).map(StateWay::name).collect(joining(","));
    return Stream.of(System.getProperty("state.ways", all).split(",", -1))
        .map(StateWay::valueOf)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("gibibytes")
  void losesNoStateInAnyWay(double gibibytes)
      throws IOException, FlinkUnavailableException, InterruptedException {
    FlinkProcesses processes =
        FlinkProcesses.start(FlinkRelease.of("1.20"), directory, SETTINGS, 1, MORE);
    try (FlinkFixture flink =
        FlinkFixture.withJar(
            processes.restAddress(),
            processes.savepointDirectory(),
            AuditedJar.writeTo(directory),
            processes::close)) {
      long keys = Math.round(gibibytes * KEYS_PER_GIB);
      StateTrial trial = StateTrial.filled(flink, keys, FEWER, directory);
      for (StateWay way : ways()) {
        InMemoryStore journal = JOURNALS.computeIfAbsent(way, any -> new InMemoryStore());
        LooplessRescale rescale = new LooplessRescale(flink, trial.config(way), journal);
        for (int count : List.of(MORE, FEWER)) {
          RescalePlan plan = trial.planned(rescale, count);
          Optional<Duration> expected = expected(journal, plan);
          StateTrial.StateTimes times = trial.carriedOut(rescale, plan);
          TABLE.add(rows++, row(way, count, expected, times));
          // A row that was measured is kept, whatever becomes of the next.
          TABLE.write();
          assertThat(times.counted()).as(way.words()).isEqualTo(Audit.Counted.EXACTLY);
        }
      }
    }
  }

  private static Optional<Duration> expected(InMemoryStore journal, RescalePlan plan) {
    return EarlierTimes.outages(plan, journal.rescales(plan.jobName(), EarlierTimes.LOOKED_BACK))
        .map(times -> times.at(plan.stateBytes()));
  }

  private static List<String> row(
      StateWay way, int count, Optional<Duration> expected, StateTrial.StateTimes times) {
    return List.of(
        "%.2f GiB".formatted(times.entry().plan().stateBytes().orElse(0) / (double) (1 << 30)),
        way.words(),
        "%d → %d".formatted(count == MORE ? FEWER : MORE, count),
        expected.map(Timing::seconds).orElse(""),
        EarlierTimes.outages(times.entry().plan(), List.of(times.entry()))
            .map(took -> Timing.seconds(took.median()))
            .orElse("?"),
        way == StateWay.IN_PLACE
            ? ""
            : times.entry().timeline().stopping().map(Timing::seconds).orElse("?"),
        Timing.seconds(times.gap()),
        Timing.seconds(times.untilBack()),
        Timing.seconds(times.reading()),
        times.counted().toString());
  }
}

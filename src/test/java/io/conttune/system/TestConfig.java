package io.conttune.system;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.collector.MetricSource;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.flink.FlinkFixture;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of a controller for a word count: quick, and with one choice only. Source and
 * splitter keep their parallelism, the count may grow to a bound; under an overload any method goes
 * there.
 *
 * @param job its name
 * @param flink its cluster
 * @param mode how far the controller may go
 * @param mostCount the largest parallelism of the count
 * @param launch how the new run is told its parallelism
 * @param jar that is launched
 * @param arguments of the program, with placeholders
 * @param savepoints where they go
 * @param slots that the job may use
 * @param startTimeout within which a launch must come up
 */
record TestConfig(
    String job,
    URI flink,
    Mode mode,
    int mostCount,
    LaunchMethod launch,
    JarSource jar,
    List<String> arguments,
    String savepoints,
    SlotLimit slots,
    Duration startTimeout) {
  /** Always a savepoint, also in the first seconds of a job, whose drain cannot be told yet. */
  private static final CaptureConfig CAPTURE =
      new CaptureConfig(
          CaptureMode.SAVEPOINT,
          CaptureConfig.DEFAULT.drainBudget(),
          CaptureConfig.DEFAULT.checkpointAbove(),
          CaptureConfig.DEFAULT.checkpointAge());

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Long enough that nothing is decided any more in a test after a rescale that failed. */
  private static final Duration HOLD_AFTER_FAILURE = Duration.ofMinutes(10);

  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** In mode act, launched by arguments. */
  static TestConfig of(FlinkFixture cluster, WordCountRun words, int mostCount) {
    return new TestConfig(
        words.name(),
        cluster.address(),
        Mode.ACT,
        mostCount,
        LaunchMethod.ARGUMENTS,
        new JarSource.OnCluster(cluster.jarId()),
        words.template(),
        cluster.savepointDirectory(),
        new SlotLimit.Fixed(),
        PATIENCE);
  }

  /** Of a cluster of which nothing but the address is known yet. */
  static TestConfig of(WordCountRun words, URI flink, Mode mode) {
    return new TestConfig(
        words.name(),
        flink,
        mode,
        1,
        LaunchMethod.ARGUMENTS,
        new JarSource.OnCluster(JobJar.FILE_NAME),
        words.template(),
        "file:///savepoints",
        new SlotLimit.Fixed(),
        PATIENCE);
  }

  TestConfig with(Mode other) {
    return new TestConfig(
        job, flink, other, mostCount, launch, jar, arguments, savepoints, slots, startTimeout);
  }

  TestConfig with(LaunchMethod other, List<String> otherArguments) {
    return new TestConfig(
        job, flink, mode, mostCount, other, jar, otherArguments, savepoints, slots, startTimeout);
  }

  TestConfig withMostCount(int other) {
    return new TestConfig(
        job, flink, mode, other, launch, jar, arguments, savepoints, slots, startTimeout);
  }

  TestConfig withArguments(List<String> others) {
    return with(launch, others);
  }

  TestConfig withJar(String other) {
    return with(new JarSource.OnCluster(other));
  }

  TestConfig with(JarSource other) {
    return new TestConfig(
        job, flink, mode, mostCount, launch, other, arguments, savepoints, slots, startTimeout);
  }

  /** With slots that only the user knows of. */
  TestConfig with(SlotLimit other, Duration otherStartTimeout) {
    return new TestConfig(
        job, flink, mode, mostCount, launch, jar, arguments, savepoints, other, otherStartTimeout);
  }

  TestConfig withSavepoints(String others) {
    return new TestConfig(
        job, flink, mode, mostCount, launch, jar, arguments, others, slots, startTimeout);
  }

  /** The same job, which a command starts in the place of a jar's launch. */
  JobConfig commanded(List<String> command, InPlaceMode inPlace) {
    JobConfig config = config();
    RescaleConfig rescale = rescale();
    return new JobConfig(
        config.job(),
        config.flink(),
        config.mode(),
        config.sinks(),
        config.tuner(),
        config.metrics(),
        config.objective(),
        config.catchUp(),
        config.cooldown(),
        config.payback(),
        config.parallelism(),
        Optional.of(
            new RescaleConfig(
                new CommandLaunchConfig(command, Duration.ofMinutes(1)),
                rescale.savepointDirectory(),
                rescale.capture(),
                inPlace,
                rescale.savepoints(),
                rescale.timing())));
  }

  JobConfig config() {
    return new JobConfig(
        job,
        FlinkConfig.open(List.of(flink)),
        mode,
        Sinks.AT_LEAST_ONCE,
        tuner(),
        metrics(),
        Optional.empty(),
        Duration.ofSeconds(15),
        Duration.ZERO,
        JobConfig.PAYBACK.standard(),
        new ParallelismConfig(
            1,
            JobVertex.LARGEST_PARALLELISM,
            slots,
            new SourceLimit.Fixed(),
            Map.of(
                "splitter",
                new OperatorLimit.Excluded(),
                "count",
                new OperatorLimit.Within(OptionalInt.empty(), OptionalInt.of(mostCount)))),
        Optional.of(rescale()));
  }

  private static TunerConfig tuner() {
    TunerConfig standard = TunerConfig.DEFAULT;
    return new TunerConfig(
        TuningMethod.ContTune.DEFAULT,
        standard.topK(),
        standard.decisionThreshold(),
        standard.targetUtilization(),
        standard.idleTime(),
        OverloadRule.DEFAULT,
        new MeasurementRule(MeasurementRule.DEFAULT.minimumBusy(), 20));
  }

  private static MetricsConfig metrics() {
    MetricsConfig standard = MetricsConfig.DEFAULT;
    return new MetricsConfig(
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        MetricSource.COUNTERS,
        standard.staleness(),
        standard.gaugeRamp(),
        standard.deadline());
  }

  private RescaleConfig rescale() {
    return new RescaleConfig(
        new JarLaunchConfig(
            launch,
            jar,
            Optional.empty(),
            new ArgumentTemplate(arguments),
            Map.of(),
            NonRestoredState.REFUSE,
            NewCode.REFUSE),
        Optional.of(savepoints),
        CAPTURE,
        InPlaceMode.AUTO,
        SavepointsConfig.DEFAULT,
        new RescaleTiming(
            Duration.ofMillis(200),
            startTimeout,
            SETTLE,
            Duration.ofSeconds(1),
            HOLD_AFTER_FAILURE,
            HOLD_AFTER_FAILURE,
            Duration.ofSeconds(1),
            RescaleTiming.DEFAULT.expectedDowntime()));
  }
}

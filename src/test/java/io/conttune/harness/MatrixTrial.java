package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import io.conttune.collector.RestJobMonitor;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkRelease;
import io.conttune.system.StartByCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One job on one cluster, which is rescaled in one way: a cell of the table of versions. */
final class MatrixTrial {
  private static final int FORMER = 2;
  private static final int WANTED = 3;

  private final FlinkFixture flink;
  private final FlinkRelease release;
  private final Path jar;
  private final MatrixPath path;
  private final MatrixJob job;

  /**
   * A cell.
   *
   * @param release of the cluster
   * @param jar file of the job
   */
  MatrixTrial(FlinkFixture flink, FlinkRelease release, Path jar, MatrixPath path, MatrixJob job) {
    this.flink = flink;
    this.release = release;
    this.jar = jar;
    this.path = path;
    this.job = job;
  }

  /**
   * The result of a trial.
   *
   * @param isRefused whether the controller has refused to try
   * @param text the figures, or why it was refused
   */
  record Cell(boolean isRefused, String text) {}

  /** Runs the job, rescales it if the planner lets it, and counts what it has counted. */
  Cell tried() throws IOException, FlinkUnavailableException {
    String jobId =
        path == MatrixPath.UNIFORM
            ? flink.runAt(FORMER, job.following())
            : flink.run(job.arguments(String.valueOf(FORMER)));
    flink.awaitCheckpoint(jobId);
    LooplessRescale rescale = new LooplessRescale(flink, config(), new InMemoryStore());
    Planning planning = rescale.planned(jobId, WANTED);
    Optional<RescalePlan> plan =
        planning.match(planned -> Optional.of(planned.plan()), obstructed -> Optional.empty());
    if (plan.isEmpty()) {
      flink.cancelAll(job.name());
      List<String> obstacles =
          planning.match(planned -> List.of(), obstructed -> obstructed.obstacles());
      return new Cell(true, String.join("; ", obstacles));
    }
    return new Cell(false, carriedOut(rescale, plan.get()));
  }

  /** From which kind of metrics this version tells how busy the count is. */
  static String metrics(FlinkFixture flink, String jobId) throws FlinkUnavailableException {
    RestJobMonitor monitor = LooplessRescale.monitor(flink, jobId);
    OperatorId count = new OperatorId(flink.vertexId(jobId, "count"));
    return await("metrics of the count")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> kind(LooplessRescale.seen(monitor).samples().get(count)),
            kind -> !kind.isEmpty());
  }

  private static String kind(VertexSample sample) {
    if (sample.accumulated().isPresent()) {
      return "counters";
    }
    return sample.gauges().time().isPresent() ? "gauges" : "";
  }

  /** Of its own: the id of the new run follows from it. */
  private String id() {
    return UUID.nameUUIDFromBytes(job.name().getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private RescaleConfig config() {
    return new RescaleConfig(
        launch(),
        Optional.of(flink.savepointDirectory()),
        new CaptureConfig(
            path.capture(), Optional.empty(), Duration.ofSeconds(1), Duration.ofMinutes(1)),
        path.inPlace(),
        new SavepointsConfig(1, path.format()),
        new RescaleTiming(
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            RescaleTiming.DEFAULT.expectedDowntime()));
  }

  private LaunchConfig launch() {
    if (path.launch() == LaunchMethod.COMMAND) {
      return new CommandLaunchConfig(command(), Duration.ofMinutes(1));
    }
    List<String> arguments =
        switch (path.launch()) {
          case UNIFORM -> job.following();
          case CLIENT, OVERRIDES -> job.arguments(String.valueOf(FORMER));
          case AUTO, ARGUMENTS, COMMAND, EXTENSION, KUBERNETES ->
              job.arguments("${parallelism:count}");
        };
    boolean isClient = path.launch() == LaunchMethod.CLIENT;
    return new JarLaunchConfig(
        path.launch(),
        isClient ? new JarSource.LocalFile(jar) : new JarSource.OnCluster(flink.jarId()),
        Optional.empty(),
        new ArgumentTemplate(arguments),
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE,
        isClient
            ? new GraphBuildConfig(release.classPath(), FlinkFixture.DEADLINE)
            : GraphBuildConfig.NONE);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StartByCommand.class.getName());
    command.addAll(List.of(flink.address().toString(), flink.jarId(), "0"));
    command.addAll(job.arguments("COUNT"));
    return command;
  }

  /** Carries the rescale to its end, and lets the job come to its own. */
  private String carriedOut(LooplessRescale rescale, RescalePlan plan)
      throws IOException, FlinkUnavailableException {
    RescaleEntry entry = rescale.carriedOut(plan, id(), FlinkFixture.DEADLINE);
    if (entry.stage() != Stage.VERIFIED) {
      flink.cancelAll(job.name());
      return "%s: %s".formatted(entry.stage(), entry.note());
    }
    job.endInput();
    flink.awaitState(entry.launchedJobId(), "FINISHED", FlinkFixture.DEADLINE);
    String downtime = entry.timeline().downtime().map(Timing::seconds).orElse("?");
    return "%s s; %s".formatted(downtime, job.counted());
  }
}

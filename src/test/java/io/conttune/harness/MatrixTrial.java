package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
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
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.plan.ClusterSlots;
import io.conttune.controller.rescale.plan.RestRescalePlanner;
import io.conttune.controller.rescale.process.RescaleProcess;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.JobRuns;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkRelease;
import io.conttune.flink.RescaleProcesses;
import io.conttune.system.StartByCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** One job on one cluster, which is rescaled in one way: a cell of the table of versions. */
final class MatrixTrial {
  private static final int FORMER = 2;
  private static final int WANTED = 3;
  private static final Duration POLL = Duration.ofMillis(100);

  private final FlinkFixture flink;
  private final FlinkRelease release;
  private final Path jar;
  private final MatrixPath path;
  private final MatrixJob job;
  private final InMemoryStore store = new InMemoryStore();
  private final Launchers launchers;
  private RescaleEntry entry;

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
    this.launchers =
        Launchers.of(flink.rest(), store, SecretLookup.NONE, SteadyClock.system(), "a test");
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
    Optional<String> refusal =
        planned(jobId)
            .match(
                planned -> {
                  entry = RescaleEntry.planned(id(), planned.plan(), Instant.now());
                  return Optional.empty();
                },
                obstructed -> Optional.of(String.join("; ", obstructed.obstacles())));
    if (refusal.isPresent()) {
      flink.cancelAll(job.name());
      return new Cell(true, refusal.get());
    }
    return new Cell(false, carriedOut());
  }

  /** From which kind of metrics this version tells how busy the count is. */
  static String metrics(FlinkFixture flink, String jobId) throws FlinkUnavailableException {
    RestJobMonitor monitor = monitor(flink, jobId);
    OperatorId count = new OperatorId(flink.vertexId(jobId, "count"));
    return await("metrics of the count")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(700))
        .until(() -> kind(seen(monitor).samples().get(count)), kind -> !kind.isEmpty());
  }

  private static String kind(VertexSample sample) {
    if (sample.accumulated().isPresent()) {
      return "counters";
    }
    return sample.gauges().time().isPresent() ? "gauges" : "";
  }

  private static JobSnapshot seen(RestJobMonitor monitor) throws FlinkUnavailableException {
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private static RestJobMonitor monitor(FlinkFixture flink, String jobId) {
    return new RestJobMonitor(
        flink.rest(), new JobSelector(jobId), MetricSource.AUTO, SteadyClock.system());
  }

  /** Of its own: the id of the new run follows from it. */
  private String id() {
    return UUID.nameUUIDFromBytes(job.name().getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** For a moment after each checkpoint Flink shows the one before, which is discarded. */
  private Planning planned(String jobId) {
    return await("a plan for " + job.name())
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> plan(jobId),
            planning ->
                planning.match(
                    planned -> true,
                    obstructed ->
                        obstructed.obstacles().stream()
                            .noneMatch(
                                why ->
                                    why.matches(".*(completed no|not completed a) checkpoint.*"))));
  }

  private Planning plan(String jobId) throws FlinkUnavailableException {
    JobSnapshot snapshot = seen(monitor(flink, jobId));
    Map<OperatorId, Integer> wanted = new LinkedHashMap<>(snapshot.graph().parallelism());
    wanted.put(new OperatorId(flink.vertexId(jobId, "count")), WANTED);
    RescaleConfig rescale = rescale();
    JobRuns runs = new RestJobRuns(flink.rest());
    return new RestRescalePlanner(
            flink.rest(),
            runs,
            store,
            launchers.planner(
                rescale.launch(),
                new LaunchHistory(store, store),
                new FollowingVertices(flink.rest(), runs, Scheduling.BY_RESTART)),
            rescale,
            Sinks.TRANSACTIONAL,
            new ClusterSlots(flink.rest(), store, new SlotLimit.Fixed()))
        .plan(
            snapshot,
            new JobMetrics(snapshot.takenAt(), Duration.ZERO, Map.of(), OptionalDouble.empty()),
            new Decision.Rescale(
                Decision.Step.SMALL,
                wanted,
                "a table wants it",
                new Evidence("none", Provisioning.UNDER, List.of(), List.of())),
            new TunerState.None());
  }

  private RescaleConfig rescale() {
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
  private String carriedOut() throws IOException, FlinkUnavailableException {
    RescaleProcess process = RescaleProcesses.of(flink.rest(), launchers, path.format());
    await(job.name() + " rescaled")
        .atMost(FlinkFixture.DEADLINE)
        .pollInterval(POLL)
        .until(
            () -> {
              entry = process.advance(entry);
              return entry.stage().isFinal();
            });
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

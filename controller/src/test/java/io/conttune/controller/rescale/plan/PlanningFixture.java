package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.FollowingVertices;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.launch.LaunchHistory;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A cluster that can do what a plan asks, a job of two vertices on it, and the planner to try. */
final class PlanningFixture implements AutoCloseable {
  private static final JobMetrics METRICS =
      new JobMetrics(
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(1),
          Map.of(),
          OptionalDouble.empty());
  static final Map<OperatorId, Integer> FORMER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  static final TunerState STATE = new TunerState.ContTune(16);

  private final StubFlink flink = new StubFlink();
  private final InMemoryStore store = new InMemoryStore();
  String savepoints = "s3://bucket/savepoints";
  JarSource jar = new JarSource.OnCluster("job.jar");
  LaunchMethod launch = LaunchMethod.ARGUMENTS;
  InPlaceMode inPlace = InPlaceMode.NEVER;
  SlotLimit slots = new SlotLimit.Fixed();
  SlotSharing sharing = SlotSharing.NOT_TOLD;
  List<String> arguments = List.of("--count", "${parallelism:count}");
  Map<String, String> configuration = Map.of("pipeline.object-reuse", "true");
  final FollowingVertices following =
      new FollowingVertices(flink.client(), new RestJobRuns(flink.client()), Scheduling.BY_RESTART);

  PlanningFixture() {
    flink
        .answer("GET /jobs/job-1", "{\"state\":\"RUNNING\",\"start-time\":50}")
        .answer("GET /jobs/job-1/config", "{}")
        .answer("GET /overview", "{\"slots-total\":16,\"slots-available\":8}")
        .answer("GET /config", config("1.20.5", true))
        .answer(
            "GET /jars",
            """
            {"files":[{"id":"2_job.jar","name":"job.jar","uploaded":20},
            {"id":"1_job.jar","name":"job.jar","uploaded":10},
            {"id":"3_other.jar","name":"other.jar","uploaded":30}]}""")
        .answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 6));
  }

  /** The job was started with this default parallelism. */
  void startedAt(int parallelism) {
    flink.answer(
        "GET /jobs/job-1/config",
        "{\"execution-config\":{\"job-parallelism\":%d}}".formatted(parallelism));
  }

  StubFlink flink() {
    return flink;
  }

  InMemoryStore store() {
    return store;
  }

  String onlyObstacle(int count) throws Exception {
    List<String> found = obstacles(count);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  List<String> obstacles(int count) throws Exception {
    return ((Planning.Obstructed) plan(count)).obstacles();
  }

  RescalePlan planned(int count) throws Exception {
    Planning planning = plan(count);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return ((Planning.Planned) planning).plan();
  }

  /** The plan to give the second vertex this parallelism. */
  Planning plan(int count) throws FlinkUnavailableException, IOException {
    Decision.Rescale rescale =
        new Decision.Rescale(
            Decision.Step.SMALL,
            wanted(count),
            "count is short",
            new Evidence("conttune", Provisioning.UNDER, List.of(), List.of()));
    return planner().plan(job(), METRICS, rescale, STATE);
  }

  /** A planner by the configuration as it is now. */
  RestRescalePlanner planner() {
    RescaleConfig config =
        new RescaleConfig(
            new JarLaunchConfig(
                launch,
                jar,
                Optional.of("org.example.Main"),
                new ArgumentTemplate(arguments),
                configuration,
                NonRestoredState.REFUSE,
                NewCode.REFUSE),
            Optional.of(savepoints),
            CaptureConfig.DEFAULT,
            inPlace,
            SavepointsConfig.DEFAULT,
            RescaleTiming.DEFAULT);
    FlinkRest rest = flink.client();
    return new RestRescalePlanner(
        rest,
        new RestJobRuns(rest),
        store,
        Launchers.of(rest, store, SecretLookup.NONE, SteadyClock.system(), "a test")
            .planner(config.launch(), new LaunchHistory(store, store), following),
        config,
        Sinks.TRANSACTIONAL,
        new ClusterSlots(rest, store, slots));
  }

  /** From now on its scheduler can be asked for another parallelism. */
  void adaptive() {
    inPlace = InPlaceMode.AUTO;
    flink
        .answer(
            "GET /jobs/job-1/resource-requirements",
            """
            {"%s":{"parallelism":{"lowerBound":1,"upperBound":1}},
            "%s":{"parallelism":{"lowerBound":1,"upperBound":2}}}"""
                .formatted(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT))
        .answer(
            "GET /jobmanager/config",
            "[{\"key\":\"jobmanager.adaptive-scheduler.scaling-interval.min\",\"value\":\"12 s\"}]")
        .answer("GET /jobs/job-1/checkpoints/config", checkpoints(true));
    completed("");
  }

  /** The checkpoints of the job survive a cancel, and the newest has state of this size. */
  void retains(long stateBytes) {
    flink
        .answer("GET /jobs/job-1/checkpoints/config", checkpoints(false))
        .answer("GET /jobmanager/config", "[]");
    completed(",\"state_size\":%d,\"checkpointed_size\":1".formatted(stateBytes));
  }

  private static String checkpoints(boolean deletes) {
    return """
        {"interval":1000,"timeout":600000,
        "externalization":{"enabled":true,"delete_on_cancellation":%s}}"""
        .formatted(deletes);
  }

  private void completed(String more) {
    flink
        .answer("GET /jobs/job-1", "{\"state\":\"RUNNING\",\"now\":11500,\"start-time\":50}")
        .answer(
            "GET /jobs/job-1/checkpoints",
            """
            {"latest":{"completed":{"id":7,"external_path":"file:/cp/job-1/chk-7","discarded":false,
            "latest_ack_timestamp":10000%s}},"history":[]}"""
                .formatted(more));
  }

  static Rescaling.Restart restart(RescalePlan plan) {
    return (Rescaling.Restart) plan.rescaling();
  }

  /** This parallelism of the second vertex. */
  static Map<OperatorId, Integer> wanted(int count) {
    return Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, count);
  }

  /** Of 16 slots 8 are free. */
  JobSnapshot job() throws FlinkUnavailableException {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", new SettableClock(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", FORMER);
    JobSnapshot seen = ((JobSighting.Seen) monitor.look()).snapshot();
    return new JobSnapshot(
        seen.jobId(),
        seen.jobName(),
        seen.state(),
        seen.takenAt(),
        seen.runningSince(),
        seen.graph(),
        seen.samples(),
        seen.slots(),
        sharing,
        seen.arrivals());
  }

  static String config(String version, boolean takesJars) {
    return "{\"refresh-interval\":700,\"flink-version\":\"%s\",\"features\":{\"web-submit\":%s}}"
        .formatted(version, takesJars);
  }

  /** What a dry run of a job of two vertices answers. */
  static String dryRun(String first, int itsParallelism, String second, int parallelism) {
    return "{\"plan\":{\"nodes\":[{\"id\":\"%s\",\"parallelism\":%d},{\"id\":\"%s\",\"parallelism\":%d}]}}"
        .formatted(first, itsParallelism, second, parallelism);
  }

  @Override
  public void close() {
    flink.close();
  }
}

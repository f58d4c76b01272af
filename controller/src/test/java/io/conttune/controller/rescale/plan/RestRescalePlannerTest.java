package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.InPlaceMode;
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
import io.conttune.controller.rescale.StubFlink;
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
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.Stage;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestRescalePlannerTest {
  private static final JobMetrics METRICS =
      new JobMetrics(
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(1),
          Map.of(),
          OptionalDouble.empty());
  private static final Map<OperatorId, Integer> FORMER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  private static final TunerState STATE = new TunerState.ContTune(16);

  private final StubFlink flink = new StubFlink();
  @TempDir private Path directory;
  private String savepoints = "s3://bucket/savepoints";
  private JarSource jar = new JarSource.OnCluster("job.jar");
  private final InMemoryStore store = new InMemoryStore();
  private LaunchMethod launch = LaunchMethod.ARGUMENTS;
  private InPlaceMode inPlace = InPlaceMode.NEVER;
  private SlotLimit slots = new SlotLimit.Fixed();
  private SlotSharing sharing = SlotSharing.NOT_TOLD;
  private List<String> arguments = List.of("--count", "${parallelism:count}");

  @BeforeEach
  void aClusterThatCanDoIt() {
    flink
        .answer("GET /jobs/job-1", "{\"state\":\"RUNNING\",\"start-time\":50}")
        .answer("GET /overview", "{\"slots-total\":16,\"slots-available\":8}")
        .answer("GET /config", config("1.20.5", true))
        .answer(
            "GET /jars",
            """
            {"files":[{"id":"2_job.jar","name":"job.jar","uploaded":20},
            {"id":"1_job.jar","name":"job.jar","uploaded":10},
            {"id":"3_other.jar","name":"other.jar","uploaded":30}]}""")
        .answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 6));
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void plansBothLaunchesOfTheNewestJarOfThatName() throws Exception {
    RescalePlan plan = planned(6);

    assertThat(plan.jobName()).isEqualTo("WordCount");
    assertThat(plan.jobId()).isEqualTo("job-1");
    assertThat(plan.former()).isEqualTo(FORMER);
    assertThat(plan.wanted()).isEqualTo(wanted(6));
    assertThat(wanted(plan).jarId()).isEqualTo("2_job.jar");
    assertThat(wanted(plan).arguments()).containsExactly("--count", "6");
    assertThat(former(plan).arguments()).containsExactly("--count", "2");
    assertThat(wanted(plan).entryClass()).contains("org.example.Main");
    assertThat(wanted(plan).configuration())
        .containsExactlyEntriesOf(Map.of("pipeline.object-reuse", "true"));
    assertThat(wanted(plan).unclaimedState()).isEqualTo(UnclaimedState.REFUSE);
    assertThat(plan.stateAfterwards()).isEqualTo(STATE);
    assertThat(restart(plan).savepointDirectory()).isEqualTo(savepoints);
  }

  @Test
  void changesNothingOnTheCluster() throws Exception {
    planned(6);

    assertThat(flink.takeRequests())
        .containsExactly(
            "GET /config",
            "GET /jobs/job-1/checkpoints/config",
            "GET /overview",
            "GET /jars",
            "GET /jobs/job-1",
            "POST /jars/2_job.jar/plan");
    assertThat(flink.lastBody())
        .isEqualTo("{\"entryClass\":\"org.example.Main\",\"programArgsList\":[\"--count\",\"6\"]}");
  }

  @Test
  void takesItsPatienceFromTheConfigurationAndTheAgeOfAnswersFromTheCluster() throws Exception {
    RescaleTiming timing = RescaleTiming.DEFAULT;

    assertThat(planned(6).patience())
        .isEqualTo(
            new RescalePlan.Patience(
                timing.startTimeout(), timing.settle(), timing.retry(), Duration.ofMillis(700)));
  }

  @Test
  void setsTheParallelismOfEveryVertexByOverrides() throws Exception {
    launch = LaunchMethod.OVERRIDES;
    arguments = List.of();
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 1));

    assertThat(wanted(planned(6)).configuration())
        .containsEntry("pipeline.jobvertex-parallelism-overrides", "count:6,source:1")
        .containsEntry("pipeline.object-reuse", "true");
  }

  @Test
  void findsThatTheClusterTakesNoJars() throws Exception {
    flink
        .answer("GET /config", config("1.20.5", false))
        .answer("GET /jobmanager/config", "[{\"key\":\"web.submit.enable\",\"value\":\"false\"}]")
        .answer("GET /jars", 404, "");

    assertThat(onlyObstacle(6)).contains("takes no jars over REST").contains("session cluster");
  }

  @Test
  void findsThatTheClusterEndsWithItsJob() throws Exception {
    flink
        .answer("GET /config", config("1.20.5", false))
        .answer(
            "GET /jobmanager/config", "[{\"key\":\"execution.target\",\"value\":\"embedded\"}]");

    assertThat(onlyObstacle(6)).contains("ends with its job").contains("embedded");
  }

  @Test
  void findsThatTheVersionIgnoresOverrides() throws Exception {
    launch = LaunchMethod.OVERRIDES;
    for (String version : List.of("1.18.1", "2.0.2", "unknown")) {
      flink.answer("GET /config", config(version, true));

      assertThat(onlyObstacle(6)).contains("1.19 and 1.20").contains(version);
    }
  }

  @Test
  void findsThatThereAreTooFewSlots() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 11));

    assertThat(onlyObstacle(11)).contains("needs 11 slots").contains("may use 10");
  }

  @Test
  void countsTheSlotsOfEverySlotSharingGroup() throws Exception {
    sharing =
        new SlotSharing(Map.of(FakeJobMonitor.SOURCE, "group-1", FakeJobMonitor.COUNT, "group-2"));
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 11));

    assertThat(onlyObstacle(11))
        .isEqualTo(
            "the job needs 12 slots in 2 slot-sharing groups (11 + 1) and may use 11"
                + " (its own 3 and 8 free); add TaskManagers");
  }

  @Test
  void saysThatOneGroupIsAssumedWhereFlinkTellsNone() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 11));

    assertThat(onlyObstacle(11)).contains("is assumed, as Flink tells the groups from 1.20 on");
  }

  @Test
  void leavesFreeWhatTheRescaleOfAnotherJobHasReserved() throws Exception {
    store.write(otherRescale(flink.client().baseUrls()));

    assertThat(planned(6).slots())
        .contains(
            new SlotClaim(
                flink.client().baseUrls(), 2, 6, 6, Set.of(RescaleEntries.planned("x", 1).id())));

    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 7));
    assertThat(onlyObstacle(7))
        .contains("may use 6")
        .contains("its own 2 and 8 free, of which are reserved 4 for the rescale of job 'orders'");
  }

  @Test
  void doesNotFindTheReservedSlotsInPlaceEither() throws Exception {
    adaptive();
    inPlace = InPlaceMode.ALWAYS;
    store.write(otherRescale(flink.client().baseUrls()));

    assertThat(obstacles(7)).singleElement().asString().contains("job 'orders'");
  }

  @Test
  void mayUseAllFreeSlotsAgainOnceTheOtherRescaleIsOver() throws Exception {
    RescaleEntry other = otherRescale(flink.client().baseUrls());
    store.write(other);
    store.write(other.to(Stage.ROLLED_BACK, Instant.EPOCH, "the former parallelism is back"));

    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 7));
    assertThat(planned(7).slots().map(SlotClaim::shown)).contains(10);
  }

  @Test
  void reservesNothingForRescalesOnOtherClusters() throws Exception {
    store.write(otherRescale(List.of("http://elsewhere:8081")));

    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 7));
    assertThat(planned(7).slots().map(SlotClaim::shown)).contains(10);
  }

  private static RescaleEntry otherRescale(List<String> cluster) {
    RescaleEntry unclaimed = RescaleEntries.planned("orders", 1);
    SlotClaim claim = new SlotClaim(cluster, 4, 8, 12, Set.of());
    return RescaleEntry.planned(
        unclaimed.id(), unclaimed.plan().claiming(claim), unclaimed.startedAt());
  }

  @Test
  void takesTheUsersWordForSlotsThatAreMadeOnDemand() throws Exception {
    slots = new SlotLimit.Given(40);
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 11));

    assertThat(planned(11).wanted()).isEqualTo(wanted(11));
  }

  @Test
  void findsThatTheJarIsNotThere() throws Exception {
    flink.answer(
        "GET /jars", "{\"files\":[{\"id\":\"3_o.jar\",\"name\":\"o.jar\",\"uploaded\":1}]}");
    assertThat(onlyObstacle(6)).contains("no jar job.jar").contains("which has o.jar");

    flink.answer("GET /jars", "{\"files\":[]}");
    assertThat(onlyObstacle(6)).contains("which has none");
  }

  @Test
  void findsThatAPlaceholderSelectsNothing() throws Exception {
    arguments = List.of("${parallelism:wc}");

    assertThat(onlyObstacle(6)).startsWith("rescale.arguments:").contains("\"wc\"");
  }

  @Test
  void findsThatTheArgumentsMakeTheProgramFail() throws Exception {
    flink.answer(
        "POST /jars/2_job.jar/plan", 400, "{\"errors\":[\"E: x\\nCaused by: E: no --rate\"]}");

    assertThat(onlyObstacle(6)).contains("dry run").contains("E: no --rate");
  }

  @Test
  void findsThatTheArgumentsMakeAnotherJob() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "sink", 6));

    assertThat(onlyObstacle(6)).contains("sink").contains("count").contains("uid");
  }

  @Test
  void findsThatTheArgumentsDoNotSetTheParallelism() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", plan("source", 1, "count", 2));

    assertThat(onlyObstacle(6)).contains("count: 2 instead of 6").contains("${parallelism:");
  }

  @Test
  void leavesItToTheClusterWhetherItCanWriteASavepoint() throws Exception {
    Path elsewhere = directory.resolve("in-a-container");
    savepoints = elsewhere.toUri().toString();

    assertThat(restart(planned(6)).savepointDirectory()).isEqualTo(savepoints);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void tellsEveryObstacleAtOnce() throws Exception {
    flink.answer("GET /jars", "{\"files\":[]}");

    assertThat(obstacles(11)).hasSize(2);
  }

  @Test
  void saysThatTheClusterDidNotAnswer() {
    flink.answer("GET /jars", 503, "{\"errors\":[\"no leader\"]}");

    assertThatThrownBy(() -> plan(6))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("/jars");
  }

  @Test
  void keepsACopyOfAFileAndPutsItOnTheClusterOnlyOnce() throws Exception {
    byte[] content = "classes".getBytes(StandardCharsets.UTF_8);
    jar = new JarSource.LocalFile(Files.write(directory.resolve("words.jar"), content));
    Launch.JarCopy copy = Launch.JarCopy.of("words.jar", content);
    flink
        .answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}")
        .answer("POST /jars/9_words.jar/plan", plan("source", 1, "count", 6));

    RescalePlan plan = planned(6);

    assertThat(wanted(plan).jarId()).isEqualTo("9_words.jar");
    assertThat(wanted(plan).copy()).contains(copy);
    assertThat(former(plan).copy()).contains(copy);
    assertThat(store.content(copy)).contains(content);
    assertThat(flink.takeRequests()).contains("POST /jars/upload");

    flink.answer(
        "GET /jars",
        "{\"files\":[{\"id\":\"9_words.jar\",\"name\":\"%s\"}]}".formatted(copy.fileName()));
    assertThat(wanted(planned(6)).jarId()).isEqualTo("9_words.jar");
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void holdsWhenTheFileOfTheJarCannotBeRead() throws Exception {
    jar = new JarSource.LocalFile(directory.resolve("gone.jar"));

    assertThat(onlyObstacle(6)).contains("rescale.jar-file cannot be read").contains("gone.jar");
  }

  private String onlyObstacle(int count) throws Exception {
    List<String> found = obstacles(count);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<String> obstacles(int count) throws Exception {
    return ((Planning.Obstructed) plan(count)).obstacles();
  }

  private RescalePlan planned(int count) throws Exception {
    Planning planning = plan(count);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return ((Planning.Planned) planning).plan();
  }

  private Planning plan(int count) throws FlinkUnavailableException, IOException {
    RescaleConfig config =
        new RescaleConfig(
            new LaunchConfig.Jar(
                launch,
                jar,
                Optional.of("org.example.Main"),
                new ArgumentTemplate(arguments),
                Map.of("pipeline.object-reuse", "true"),
                NonRestoredState.REFUSE,
                NewCode.REFUSE),
            savepoints,
            CaptureConfig.DEFAULT,
            inPlace,
            SavepointsConfig.DEFAULT,
            RescaleTiming.DEFAULT);
    Decision.Rescale rescale =
        new Decision.Rescale(
            Decision.Step.SMALL,
            wanted(count),
            "count is short",
            new Evidence("conttune", Provisioning.UNDER, List.of(), List.of()));
    FlinkRest rest = flink.client();
    return new RestRescalePlanner(
            rest,
            new RestJobRuns(rest),
            store,
            Launchers.planner(config.launch(), rest, store, store, SecretLookup.NONE),
            config,
            Sinks.TRANSACTIONAL,
            new ClusterSlots(rest, store, slots))
        .plan(job(), METRICS, rescale, STATE);
  }

  @Test
  void rescalesInPlaceWhereTheSchedulerCanBeAsked() throws Exception {
    adaptive();

    Rescaling.InPlace way = (Rescaling.InPlace) planned(6).rescaling();

    assertThat(way.former()).isEqualTo(ranges(2));
    assertThat(way.wanted()).isEqualTo(ranges(6));
    assertThat(way.schedulerDelay()).isEqualTo(Duration.ofSeconds(12));
    assertThat(way.reason()).contains("input of 1.5 s is read again");
    assertThat(way.restart().map(Rescaling.Restart::formerLaunch))
        .hasValueSatisfying(
            launch ->
                assertThat(((Launch.Jar) launch).arguments()).containsExactly("--count", "2"));
  }

  @ParameterizedTest
  @CsvSource({"true, false, RETAINED", "true, true, DELETED", "false, false, DELETED"})
  void notesWhetherCheckpointsSurviveACancel(boolean kept, boolean deleted, Checkpoints expected)
      throws Exception {
    adaptive();
    flink.answer(
        "GET /jobs/job-1/config",
        "{\"execution-config\":{\"restart-strategy\":\"Cluster level default restart strategy\"}}");
    flink.answer(
        "GET /jobs/job-1/checkpoints/config",
        "{\"interval\":1000,\"externalization\":{\"enabled\":%s,\"delete_on_cancellation\":%s}}"
            .formatted(kept, deleted));

    assertThat(planned(6).rescaling().restart().map(Rescaling.Restart::checkpoints))
        .contains(expected);
  }

  @Test
  void notesThatAJobTakesNoCheckpoints() throws Exception {
    assertThat(restart(planned(6)).checkpoints()).isEqualTo(Checkpoints.NONE);
  }

  @Test
  void restartsAJobOfWhichFailuresInPlaceWouldLeaveNothing() throws Exception {
    adaptive();
    flink
        .answer(
            "GET /jobs/job-1/checkpoints/config",
            """
            {"interval":1000,"timeout":600000,"externalization":{"enabled":false}}""")
        .answer(
            "GET /jobs/job-1/config",
            """
            {"execution-config":{"restart-strategy":
            "Restart with fixed delay (PT1S). #5 restart attempts."}}""")
        .answer(
            "GET /jobs/job-1/metrics?get=numRestarts,fullRestarts,numRescales",
            "[{\"id\":\"numRestarts\",\"value\":\"0\"}]");

    assertThat(planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);

    inPlace = InPlaceMode.ALWAYS;
    assertThat(obstacles(6)).singleElement().asString().contains("restart-strategy.type");
  }

  @Test
  void rescalesInPlaceOnAClusterThatTakesNoJars() throws Exception {
    adaptive();
    flink.answer("GET /config", config("1.20.5", false));

    Rescaling.InPlace way = (Rescaling.InPlace) planned(6).rescaling();

    assertThat(way.restart()).isEmpty();
  }

  @Test
  void restartsAJobWhoseSchedulerCannotBeAsked() throws Exception {
    inPlace = InPlaceMode.AUTO;

    assertThat(planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);
  }

  @Test
  void restartsARunThatWasRefusedInPlaceOnlyWhereThatIsAllowed() throws Exception {
    adaptive();
    RescalePlan refused = planned(6);
    store.write(
        RescaleEntry.planned("b".repeat(32), refused, Instant.EPOCH)
            .to(Stage.ABANDONED, Instant.EPOCH, "the gateway lets no change through"));

    Planning.Planned again = (Planning.Planned) plan(6);

    assertThat(again.plan().rescaling()).isInstanceOf(Rescaling.Restart.class);
    assertThat(again.notes()).last().asString().contains("the gateway lets no change through");
    inPlace = InPlaceMode.ALWAYS;
    assertThat(planned(6).rescaling()).isInstanceOf(Rescaling.InPlace.class);
  }

  @Test
  void restartsAJobWhoseSchedulerIsNotToBeAsked() throws Exception {
    adaptive();
    inPlace = InPlaceMode.NEVER;

    assertThat(planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);
    assertThat(flink.takeRequests()).noneMatch(request -> request.contains("requirements"));
  }

  @Test
  void doesNotRestartAJobThatIsToBeRescaledInPlaceOnly() throws Exception {
    inPlace = InPlaceMode.ALWAYS;

    assertThat(obstacles(6)).singleElement().asString().contains("jobmanager.scheduler: adaptive");
  }

  private void adaptive() {
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
        .answer(
            "GET /jobs/job-1/checkpoints/config",
            """
            {"interval":1000,"timeout":600000,
            "externalization":{"enabled":true,"delete_on_cancellation":true}}""")
        .answer("GET /jobs/job-1", "{\"now\":11500,\"start-time\":50}")
        .answer(
            "GET /jobs/job-1/checkpoints",
            """
            {"latest":{"completed":{"external_path":"file:/cp/job-1/chk-7","discarded":false,
            "latest_ack_timestamp":10000}},"history":[]}""");
  }

  private static Map<OperatorId, ParallelismRange> ranges(int count) {
    return Map.of(
        FakeJobMonitor.SOURCE,
        new ParallelismRange(1, 1),
        FakeJobMonitor.COUNT,
        new ParallelismRange(1, count));
  }

  private static Rescaling.Restart restart(RescalePlan plan) {
    return (Rescaling.Restart) plan.rescaling();
  }

  private static Launch.Jar wanted(RescalePlan plan) {
    return (Launch.Jar) restart(plan).wantedLaunch();
  }

  private static Launch.Jar former(RescalePlan plan) {
    return (Launch.Jar) restart(plan).formerLaunch();
  }

  private static Map<OperatorId, Integer> wanted(int count) {
    return Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, count);
  }

  /** Of 16 slots 8 are free. */
  private JobSnapshot job() throws FlinkUnavailableException {
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
        sharing);
  }

  private static String config(String version, boolean takesJars) {
    return "{\"refresh-interval\":700,\"flink-version\":\"%s\",\"features\":{\"web-submit\":%s}}"
        .formatted(version, takesJars);
  }

  private static String plan(String first, int itsParallelism, String second, int parallelism) {
    return "{\"plan\":{\"nodes\":[{\"id\":\"%s\",\"parallelism\":%d},{\"id\":\"%s\",\"parallelism\":%d}]}}"
        .formatted(first, itsParallelism, second, parallelism);
  }
}

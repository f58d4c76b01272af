package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.InPlaceMode;
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
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.plan.ClusterFacts.JarSubmission;
import io.conttune.controller.rescale.plan.ClusterFacts.SlotSupply;
import io.conttune.controller.rescale.plan.JobFacts.Scheduler;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.metrics.Slots;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RescalePathsTest {
  private static final Path RECORDED =
      Path.of("../metrics-collector/src/test/resources/flink-rest");

  /** A jar without placeholders, on clusters of which the replies were recorded. */
  @ParameterizedTest
  @CsvSource({
    "1.12.7, uniform, Flink 1.12.7 refuses options",
    "1.13.6, uniform, Flink 1.13.6 refuses options",
    "1.14.6, uniform, Flink 1.14.6 refuses options",
    "1.15.4, uniform, Flink 1.15.4 refuses options",
    "1.16.3, uniform, Flink 1.16.3 refuses options",
    "1.17.2, uniform, Flink 1.17.2 ignores parallelism overrides",
    "1.18.1, uniform, Flink 1.18.1 ignores parallelism overrides",
    "1.19.3, overrides, Flink 1.19.3 honours parallelism overrides",
    "1.20.5, overrides, Flink 1.20.5 honours parallelism overrides",
    "2.0.2, uniform, Flink 2.0.2 ignores parallelism overrides",
    "2.1.3, uniform, Flink 2.1.3 ignores parallelism overrides",
    "2.2.1, uniform, Flink 2.2.1 ignores parallelism overrides",
    "2.3.0, uniform, Flink 2.3.0 ignores parallelism overrides"
  })
  void choosesTheLaunchThatTheVersionHonours(String version, String path, String reason)
      throws Exception {
    JsonNode replies =
        new ObjectMapper().readTree(RECORDED.resolve("rest-" + version + ".json").toFile());
    String job = replies.path("job").path("jid").textValue();
    try (StubFlink flink = recorded(replies, job)) {
      FlinkRest rest = flink.client();
      ClusterFacts cluster = ClusterFacts.read(rest);
      JobFacts facts = JobFacts.read(rest, new RestJobRuns(rest), job);

      RescalePaths paths = RescalePaths.of(cluster, facts, rescale(auto()), Sinks.IDEMPOTENT);

      assertThat(facts).isEqualTo(RIGID);
      assertThat(cluster.slots().total()).isEqualTo(4);
      assertThat(paths.chosen().orElseThrow().path()).hasToString(path);
      assertThat(paths.chosen().orElseThrow().reason()).startsWith(reason);
    }
  }

  private static StubFlink recorded(JsonNode replies, String job) {
    return new StubFlink()
        .answer("GET /config", replies.path("config").toString())
        .answer("GET /overview", replies.path("overview").toString())
        .answer("GET /jobmanager/config", "[]")
        .answer("GET /jobs/" + job, replies.path("job").toString())
        .answer("GET /jobs/" + job + "/config", replies.path("jobconfig").toString())
        .answer("GET /jobs/" + job + "/checkpoints", replies.path("checkpoints").toString())
        .answer("GET /jobs/" + job + "/checkpoints/config", replies.path("cpconfig").toString());
  }

  @Test
  void prefersToLeaveTheJobRunningWhereItsSchedulerRescalesInPlace() {
    RescalePaths paths = paths(cluster("2.3.0"), ADAPTIVE, rescale(auto()), Sinks.TRANSACTIONAL);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.IN_PLACE);
  }

  @Test
  void restartsWhereSinksWouldShowInputThatIsReadAgain() {
    RescalePaths paths = paths(cluster("2.3.0"), ADAPTIVE, rescale(auto()), Sinks.AT_LEAST_ONCE);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.UNIFORM);
    assertThat(reason(paths, RescalePath.IN_PLACE)).contains("sinks: transactional");
  }

  @Test
  void neverRescalesInPlaceWithoutCheckpoints() {
    RescalePaths paths =
        paths(
            cluster("1.20.5"),
            adaptive(CheckpointFacts.NONE),
            rescale(auto()),
            Sinks.TRANSACTIONAL);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.OVERRIDES);
    assertThat(reason(paths, RescalePath.IN_PLACE)).contains("would start from scratch");
  }

  @Test
  void neverRescalesInPlaceWhereFailuresWouldLeaveNothing() {
    AfterFailure lossy =
        AfterFailure.nothing("its restart strategy has 1 of 3 restarts left, and Flink deletes");

    RescalePaths paths =
        paths(
            cluster("1.20.5"),
            adaptive(completed(lossy)),
            rescale(unnamed(), InPlaceMode.ALWAYS),
            Sinks.TRANSACTIONAL);

    assertThat(paths.chosen()).isEmpty();
    assertThat(reason(paths, RescalePath.IN_PLACE)).contains("1 of 3 restarts left");
  }

  @Test
  void takesThePlaceholdersOfTheArgumentsOnAnyVersion() {
    for (String version : List.of("1.13.6", "1.20.5", "2.3.0")) {
      RescalePaths paths =
          paths(cluster(version), RIGID, rescale(auto("-p", "${parallelism:count}")), REPLAY);

      assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.ARGUMENTS);
    }
  }

  @Test
  void takesThePlaceholderOfTheJobOnAnyVersion() {
    RescalePaths paths =
        paths(cluster("1.20.5"), RIGID, rescale(auto("-p", "${parallelism}")), REPLAY);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.UNIFORM);
    assertThat(paths.chosen().orElseThrow().reason()).contains("${parallelism}");
  }

  @Test
  void takesOneParallelismWhereTheVersionCannotBeRead() {
    RescalePaths paths = paths(cluster("snapshot"), RIGID, rescale(auto()), REPLAY);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(RescalePath.UNIFORM);
    assertThat(paths.chosen().orElseThrow().reason()).contains("it is not known");
  }

  @Test
  void choosesNothingWhereTheFileAsksForWhatTheVersionIgnoresAndNamesTheAlternative() {
    LaunchConfig overrides = auto().launchedBy(LaunchMethod.OVERRIDES);

    RescalePaths paths = paths(cluster("2.3.0"), RIGID, rescale(overrides), REPLAY);

    assertThat(paths.chosen()).isEmpty();
    assertThat(reason(paths, RescalePath.OVERRIDES)).contains("ignores", "launch: auto");
  }

  @Test
  void closesAllRestartsWhereTheClusterEndsWithItsJob() {
    ClusterFacts application =
        new ClusterFacts(
            "2.3.0",
            JarSubmission.DISABLED,
            Optional.of("the cluster ends with its job"),
            new Slots(4, 0),
            SlotSupply.ON_DEMAND);

    RescalePaths paths = paths(application, RIGID, rescale(auto()), REPLAY);

    assertThat(paths.chosen()).isEmpty();
    assertThat(paths.all())
        .filteredOn(verdict -> verdict.reason().equals("the cluster ends with its job"))
        .hasSize(5);
  }

  /** The cluster of an application, which ends with its job, is no obstacle to the operator. */
  @Test
  void leavesEveryOtherPathToTheOperator() {
    ClusterFacts application =
        new ClusterFacts(
            "2.3.0",
            JarSubmission.DISABLED,
            Optional.of("the cluster ends with its job"),
            new Slots(4, 0),
            SlotSupply.ON_DEMAND);
    LaunchConfig deployment =
        new DeploymentLaunchConfig(new DeploymentName("streams", "shop"), Duration.ofMinutes(1));

    RescalePaths paths = paths(application, RIGID, rescale(deployment), REPLAY);

    assertThat(open(paths)).containsExactly(RescalePath.KUBERNETES);
    assertThat(paths.chosen()).map(PathVerdict.Open::path).contains(RescalePath.KUBERNETES);
  }

  @Test
  void namesTheCommandWhereTheClusterTakesNoJars() {
    ClusterFacts without =
        new ClusterFacts(
            "1.20.5", JarSubmission.DISABLED, Optional.empty(), new Slots(4, 0), SlotSupply.FIXED);
    LaunchConfig command = new CommandLaunchConfig(List.of("./start"), Duration.ofMinutes(5));

    assertThat(reason(paths(without, RIGID, rescale(auto()), REPLAY), RescalePath.UNIFORM))
        .contains("launch: command");
    assertThat(paths(without, RIGID, rescale(command), REPLAY).chosen())
        .map(PathVerdict.Open::path)
        .contains(RescalePath.COMMAND);
  }

  @ParameterizedTest
  @CsvSource({"1.16.3, CLIENT", "1.18.1, CLIENT", "1.20.5, OVERRIDES", "2.3.0, CLIENT"})
  void buildsTheGraphItselfWhereTheVersionIgnoresOverridesAndAFlinkIsThere(
      String version, RescalePath path) {
    RescalePaths paths = paths(cluster(version), RIGID, rescale(withFlink()), REPLAY);

    assertThat(paths.chosen().map(PathVerdict.Open::path)).contains(path);
    assertThat(reason(paths, RescalePath.CLIENT)).contains("must be " + version);
  }

  @Test
  void aClientWorksWhereTheClusterTakesNoJars() {
    ClusterFacts without =
        new ClusterFacts(
            "2.3.0", JarSubmission.DISABLED, Optional.empty(), new Slots(4, 0), SlotSupply.FIXED);
    LaunchConfig client = withFlink().launchedBy(LaunchMethod.CLIENT);

    assertThat(paths(without, RIGID, rescale(client), REPLAY).chosen())
        .map(PathVerdict.Open::path)
        .contains(RescalePath.CLIENT);
  }

  @Test
  void tellsWhatAClientWouldNeed() {
    RescalePaths paths = paths(cluster("1.18.1"), RIGID, rescale(auto()), REPLAY);

    assertThat(reason(paths, RescalePath.CLIENT))
        .contains("would work with the jars of Flink 1.18.1 as rescale.flink-libraries");
  }

  @Test
  void leavesOnlyInPlaceToAJobWhoseFileNamesNoJar() {
    RescalePaths paths = paths(cluster("1.20.5"), ADAPTIVE, rescale(unnamed()), REPLAY);

    assertThat(open(paths)).containsExactly(RescalePath.IN_PLACE);
    assertThat(reason(paths, RescalePath.OVERRIDES)).contains("names no jar");
  }

  @Test
  void tellsWhatWouldWorkOfAJobWithoutASectionRescale() {
    RescalePaths paths = paths(cluster("1.20.5"), RIGID, Optional.empty(), REPLAY);

    assertThat(paths.chosen()).isEmpty();
    assertThat(open(paths)).containsExactly(RescalePath.OVERRIDES, RescalePath.UNIFORM);
  }

  private static final Sinks REPLAY = Sinks.IDEMPOTENT;
  private static final JobFacts RIGID =
      new JobFacts(Scheduler.RESCALES_BY_RESTART, Optional.empty(), Optional.empty());
  private static final JobFacts ADAPTIVE = adaptive(completed(AfterFailure.STATE));

  private static JobFacts adaptive(CheckpointFacts checkpoints) {
    return new JobFacts(
        Scheduler.RESCALES_IN_PLACE,
        checkpoints.afterFailure().lossByOne(),
        checkpoints.lossInPlace());
  }

  private static CheckpointFacts completed(AfterFailure afterFailure) {
    return new CheckpointFacts(
        true,
        false,
        afterFailure,
        Optional.empty(),
        Optional.of("file:/cp/chk-1"),
        Optional.of(Duration.ofSeconds(3)),
        Optional.empty());
  }

  private static RescalePaths paths(
      ClusterFacts cluster, JobFacts job, Optional<RescaleConfig> rescale, Sinks sinks) {
    return RescalePaths.of(cluster, job, rescale, sinks);
  }

  private static ClusterFacts cluster(String version) {
    return new ClusterFacts(
        version, JarSubmission.ENABLED, Optional.empty(), new Slots(8, 4), SlotSupply.FIXED);
  }

  private static String reason(RescalePaths paths, RescalePath path) {
    return paths.all().stream()
        .filter(verdict -> verdict.path() == path)
        .findFirst()
        .orElseThrow()
        .reason();
  }

  private static List<RescalePath> open(RescalePaths paths) {
    return paths.all().stream()
        .filter(PathVerdict.Open.class::isInstance)
        .map(PathVerdict::path)
        .toList();
  }

  private static JarLaunchConfig auto(String... arguments) {
    return new JarLaunchConfig(
        LaunchMethod.AUTO,
        new JarSource.OnCluster("job.jar"),
        Optional.empty(),
        new ArgumentTemplate(List.of(arguments)),
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE);
  }

  private static JarLaunchConfig withFlink() {
    return new JarLaunchConfig(
        LaunchMethod.AUTO,
        new JarSource.LocalFile(Path.of("/job.jar")),
        Optional.empty(),
        ArgumentTemplate.NONE,
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE,
        new GraphBuildConfig(List.of(Path.of("/flink/lib")), Duration.ofMinutes(1)));
  }

  private static JarLaunchConfig unnamed() {
    return new JarLaunchConfig(
        LaunchMethod.AUTO,
        new JarSource.Unnamed(),
        Optional.empty(),
        ArgumentTemplate.NONE,
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE);
  }

  private static Optional<RescaleConfig> rescale(LaunchConfig launch) {
    return rescale(launch, InPlaceMode.AUTO);
  }

  private static Optional<RescaleConfig> rescale(LaunchConfig launch, InPlaceMode inPlace) {
    return Optional.of(
        new RescaleConfig(
            launch,
            Optional.of("file:///savepoints"),
            CaptureConfig.DEFAULT,
            inPlace,
            SavepointsConfig.DEFAULT,
            RescaleTiming.DEFAULT));
  }
}

package io.conttune.controller.rescale.plan;

import static io.conttune.controller.rescale.plan.PlanningFixture.FORMER;
import static io.conttune.controller.rescale.plan.PlanningFixture.dryRun;
import static io.conttune.controller.rescale.plan.PlanningFixture.restart;
import static io.conttune.controller.rescale.plan.PlanningFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.Launchers;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.JobParallelism.Followers;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Stage;
import io.conttune.core.rescale.Submission;
import io.conttune.core.secret.SecretLookup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launches of a plan: what a dry run shows of them, and how a rescale would go back. */
class PlannedLaunchTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RUN = "POST /jars/2_job.jar/run";
  private static final String DRY_RUN = "POST /jars/2_job.jar/plan";

  private final PlanningFixture cluster = new PlanningFixture();
  private final StubFlink flink = cluster.flink();

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = LaunchMethod.class,
      names = {"AUTO", "ARGUMENTS", "OVERRIDES", "UNIFORM"})
  void theDryRunSendsWhatTheLaunchSends(LaunchMethod method) throws Exception {
    cluster.launch = method;
    cluster.arguments =
        switch (method) {
          case ARGUMENTS -> List.of("--count", "${parallelism:count}");
          case UNIFORM -> List.of("--parallelism", "${parallelism}");
          case AUTO, OVERRIDES, CLIENT, COMMAND, EXTENSION, KUBERNETES -> List.of();
        };
    cluster.startedAt(2);

    RescalePlan plan = cluster.planned(6);

    assertThat(json(flink.bodyOf(DRY_RUN))).isEqualTo(launched(plan));
    assertThat(flink.bodyOf(DRY_RUN)).contains("org.example.Main", "pipeline.object-reuse");
  }

  /** The request of the launch, without what belongs to one run of the job. */
  private ObjectNode launched(RescalePlan plan) throws Exception {
    flink.answer(RUN, "{\"jobid\":\"new\"}");
    Submission submission =
        Launchers.of(
                flink.client(),
                cluster.store(),
                SecretLookup.NONE,
                new SettableClock(NOW),
                "a test")
            .submit(
                new LaunchRequest(
                    "f".repeat(32),
                    "WordCount",
                    wantedLaunch(plan),
                    CapturedState.ownSavepoint("s3://bucket/savepoint"),
                    plan.wanted(),
                    Set.of(),
                    Optional.empty()));
    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    return json(flink.bodyOf(RUN))
        .without(List.of("jobId", "savepointPath", "allowNonRestoredState"));
  }

  private static ObjectNode json(String body) throws Exception {
    return (ObjectNode) new JsonMapper().readTree(body);
  }

  @Test
  void findsThatTheClusterRefusesTheConfiguration() throws Exception {
    cluster.configuration = Map.of("execution.checkpointing.interval", "often");
    flink.answer(DRY_RUN, 400, "{\"errors\":[\"Could not parse value 'often'\"]}");

    assertThat(cluster.onlyObstacle(6)).contains("dry run", "Could not parse value 'often'");
  }

  @Test
  void keepsTheDefaultParallelismThatTheJobWasStartedWith() throws Exception {
    cluster.startedAt(4);

    RescalePlan plan = cluster.planned(6);

    assertThat(wantedLaunch(plan).parallelism()).hasValue(4);
    assertThat(formerLaunch(plan).parallelism()).hasValue(4);
  }

  @Test
  void leavesTheDefaultParallelismToTheUsersConfiguration() throws Exception {
    cluster.startedAt(4);
    cluster.configuration = Map.of("parallelism.default", "3");

    assertThat(wantedLaunch(cluster.planned(6)).parallelism()).isEmpty();
  }

  @Test
  void choosesTheLaunchThatTheVersionHonoursAndSaysWhy() throws Exception {
    cluster.launch = LaunchMethod.AUTO;
    cluster.arguments = List.of();
    cluster.startedAt(2);

    Planning.Planned planned = (Planning.Planned) cluster.plan(6);

    assertThat(wantedLaunch(planned.plan()).configuration())
        .containsEntry("pipeline.jobvertex-parallelism-overrides", "count:6,source:1");
    assertThat(planned.notes())
        .containsExactly(
            "launch: auto is overrides here: Flink 1.20.5 honours parallelism overrides in a"
                + " request to run a jar");

    flink.answer("GET /config", PlanningFixture.config("2.3.0", true));
    RescalePlan onFlink2 = cluster.planned(6);

    assertThat(wantedLaunch(onFlink2).parallelism()).hasValue(6);
    assertThat(wantedLaunch(onFlink2).configuration())
        .doesNotContainKey("pipeline.jobvertex-parallelism-overrides");
  }

  @Test
  void refusesOptionsThatTheVersionRefusesBeforeTheStop() throws Exception {
    flink.answer("GET /config", PlanningFixture.config("1.16.3", true));

    assertThat(cluster.onlyObstacle(6))
        .contains("rescale.configuration", "1.16.3 refuses options", "1.17", "the program");
  }

  @Test
  void goesBackByTheLaunchThatHasStartedTheRun() throws Exception {
    Launch.Jar earlier =
        new Launch.Jar(
            "2_job.jar",
            Optional.empty(),
            Optional.of("org.example.Earlier"),
            List.of("--words", "2"),
            Map.of(),
            OptionalInt.of(7),
            UnclaimedState.REFUSE);
    cluster.store().write(verified(earlier));
    cluster.configuration = Map.of("state.backend.type", "a-new-one");

    RescalePlan plan = cluster.planned(6);

    assertThat(formerLaunch(plan)).isEqualTo(earlier);
    assertThat(wantedLaunch(plan).configuration()).containsKey("state.backend.type");
  }

  /** A rescale that has launched the run that is there. */
  private RescaleEntry verified(Launch wantedLaunch) throws Exception {
    RescalePlan plan = cluster.planned(6);
    Map<OperatorId, Integer> earliest = wanted(1);
    Map<OperatorId, Integer> present = FORMER;
    RescalePlan before =
        new RescalePlan(
            plan.jobName(),
            "job-0",
            plan.step(),
            earliest,
            present,
            Launches.restart(Launches.jar("2_job.jar", "--words", "1"), wantedLaunch),
            plan.stateAfterwards(),
            plan.patience());
    return RescaleEntry.planned("1".repeat(32), before, NOW)
        .launchedAs("job-1")
        .to(Stage.VERIFIED, NOW, "the job runs and has settled");
  }

  @Test
  void goesBackByTheConfigurationIfTheRunWasRescaledInPlaceSince() throws Exception {
    RescaleEntry verified = verified(Launches.jar("2_job.jar", "--words", "2"));
    cluster.store().write(verified.notHonoured(wanted(9)));

    assertThat(formerLaunch(cluster.planned(6)).arguments()).containsExactly("--count", "2");
  }

  @Test
  void startsTheJobAtOneParallelismAndLeavesWhatTheProgramSets() throws Exception {
    uniform();

    RescalePlan plan = cluster.planned(6);

    assertThat(wantedLaunch(plan).parallelism()).hasValue(6);
    assertThat(wantedLaunch(plan).configuration())
        .doesNotContainKey("pipeline.jobvertex-parallelism-overrides");
    assertThat(formerLaunch(plan).parallelism()).hasValue(2);
  }

  /** The job was started with parallelism 2; its source is given 1 by the program. */
  private void uniform() {
    cluster.launch = LaunchMethod.UNIFORM;
    cluster.arguments = List.of();
    cluster.startedAt(2);
  }

  @Test
  void learnsFromTheDryRunWhatTheProgramSets() throws Exception {
    uniform();
    flink.answer(DRY_RUN, dryRun("source", 1, "count", 2));

    assertThat(cluster.following.followers(cluster.job()))
        .contains(new Followers(Set.of(FakeJobMonitor.COUNT), 1));
    assertThat(cluster.onlyObstacle(6)).contains("count: 2 instead of 6", "the program sets it");
    assertThat(cluster.following.followers(cluster.job())).contains(new Followers(Set.of(), 1));
    assertThat(cluster.obstacles(6).get(0)).contains("no operator to set");
  }

  @Test
  void learnsFromTheDryRunBelowWhichParallelismOperatorsAreChained() throws Exception {
    uniform();
    flink.answer(DRY_RUN, "{\"plan\":{\"nodes\":[{\"id\":\"source\",\"parallelism\":1}]}}");

    assertThat(cluster.onlyObstacle(1)).contains("[source]", "count");
    assertThat(cluster.following.followers(cluster.job()))
        .contains(new Followers(Set.of(FakeJobMonitor.COUNT), 2));
  }

  @Test
  void holdsAUniformLaunchWhereFlinkDoesNotTellTheParallelismOfTheJob() throws Exception {
    uniform();
    flink.answer("GET /jobs/job-1/config", "{}");

    assertThat(cluster.onlyObstacle(6)).contains("does not tell the job's parallelism");
  }

  @Test
  void neverTriesALaunchAgainThatWasNotHonoured() throws Exception {
    cluster.store().write(notHonoured());

    assertThat(cluster.onlyObstacle(5))
        .contains("not honoured at 2026-01-01T00:00:00Z", "count ran at 2 instead of 6")
        .contains("docs/launching.md");
  }

  private RescaleEntry notHonoured() throws Exception {
    return RescaleEntry.planned("1".repeat(32), cluster.planned(6), NOW)
        .notHonoured(FORMER)
        .to(Stage.ROLLED_BACK, NOW, "the launch was not honoured");
  }

  @Test
  void triesAnotherLaunchThanTheOneThatWasNotHonoured() throws Exception {
    cluster.store().write(notHonoured());
    cluster.arguments = List.of("--count-parallelism", "${parallelism:count}");

    assertThat(wantedLaunch(cluster.planned(6)).arguments())
        .containsExactly("--count-parallelism", "6");
  }

  @Test
  void triesALaunchAgainThatWasHonouredSince() throws Exception {
    RescalePlan plan = cluster.planned(6);
    cluster.store().write(notHonoured());
    cluster
        .store()
        .write(
            RescaleEntry.planned("2".repeat(32), plan, NOW.plusSeconds(9))
                .to(Stage.VERIFIED, NOW.plusSeconds(10), "the job runs and has settled"));

    assertThat(cluster.planned(6).wanted()).isEqualTo(wanted(6));
  }

  @Test
  void takesUpACorrectionOfTheLaunchOnly() throws Exception {
    RescaleEntry down = RescaleEntry.planned("1".repeat(32), cluster.planned(6), NOW);

    assertThat(cluster.planner().corrected(down, cluster.job().graph())).isEmpty();

    cluster.configuration = Map.of("state.backend.type", "hashmap");
    RescaleEntry corrected = cluster.planner().corrected(down, cluster.job().graph()).orElseThrow();

    assertThat(formerLaunch(corrected.plan()).configuration())
        .containsExactlyEntriesOf(Map.of("state.backend.type", "hashmap"));
    assertThat(formerLaunch(corrected.plan()).arguments()).containsExactly("--count", "2");
    assertThat(formerLaunch(corrected.plan()).jarId()).isEqualTo("2_job.jar");
    assertThat(cluster.planner().corrected(corrected, cluster.job().graph())).isEmpty();
  }

  private static Launch.Jar wantedLaunch(RescalePlan plan) {
    return (Launch.Jar) restart(plan).wantedLaunch();
  }

  private static Launch.Jar formerLaunch(RescalePlan plan) {
    return (Launch.Jar) restart(plan).formerLaunch();
  }
}

package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.rescale.launch.LaunchedParallelism;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.FakeDeployments;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRescalePlannerTest {
  private static final DeploymentName SHOP = new DeploymentName("streams", "shop");
  private static final DeploymentParallelism FORMER = new DeploymentParallelism(2, Map.of());
  private static final JobMetrics METRICS =
      new JobMetrics(
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMinutes(1),
          Map.of(),
          OptionalDouble.empty());

  private final PlanningFixture cluster = new PlanningFixture();
  private final FakeDeployments deployments = new FakeDeployments(SHOP, FORMER, "job-1");

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.17.2", "1.18.1", "1.20.5"})
  void overridesEachOperatorWhereFlinkHonoursThat(String version) throws Exception {
    flink(version);

    Rescaling.ByDeployment way = way(plan(6));

    assertThat(way.deployment()).isEqualTo(SHOP);
    assertThat(way.former()).isEqualTo(FORMER);
    assertThat(way.wanted()).isEqualTo(FORMER.overriding(PlanningFixture.wanted(6)));
    assertThat(deployments.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.16.3", "2.0.2", "2.3.0", "unknown"})
  void givesTheJobOneParallelismElsewhere(String version) throws Exception {
    flink(version);
    cluster.startedAt(2);

    assertThat(way(plan(6)).wanted()).isEqualTo(FORMER.ofJob(6));
  }

  @Test
  void saysWhichOperatorTheProgramHasSet() throws Exception {
    flink("2.3.0");
    cluster.startedAt(1);

    assertThat(obstacles(6))
        .anyMatch(why -> why.contains("has a parallelism of its own in the program"));
  }

  @Test
  void tellsWhatStandsAgainstAChangeOfTheDeployment() throws Exception {
    deployments.plantObstacles("set job.autoscaler.enabled: \"false\"");

    assertThat(obstacles(6)).containsExactly("set job.autoscaler.enabled: \"false\"");
  }

  @Test
  void tellsThatTheDeploymentIsNotThere() throws Exception {
    deployments.hide("there is no FlinkDeployment streams/shop", true);

    assertThat(obstacles(6)).containsExactly("there is no FlinkDeployment streams/shop");
  }

  @Test
  void refusesTheDeploymentOfAnotherJob() throws Exception {
    deployments.runs("job-2");

    assertThat(obstacles(6))
        .singleElement()
        .asString()
        .contains("streams/shop runs job job-2, but this job is job-1");
  }

  @Test
  void refusesMoreSlotsThanThereAre() throws Exception {
    assertThat(obstacles(64)).anyMatch(why -> why.contains("slots"));
  }

  @Test
  void doesNotTryAgainWhatWasNotHonoured() throws Exception {
    RescaleEntry planned = RescaleEntry.planned("a".repeat(32), plan(6).plan(), Instant.EPOCH);
    cluster
        .store()
        .write(
            planned
                .notHonoured(PlanningFixture.FORMER)
                .to(Stage.ROLLED_BACK, Instant.EPOCH, "as before"));

    assertThat(obstacles(6)).singleElement().asString().contains("is not tried again");
    assertThat(way(plan(5)).wanted()).isEqualTo(FORMER.overriding(PlanningFixture.wanted(5)));
  }

  private void flink(String version) {
    cluster.flink().answer("GET /config", PlanningFixture.config(version, false));
  }

  private List<String> obstacles(int count) throws Exception {
    Planning planning = planning(count);
    assertThat(planning).isInstanceOf(Planning.Obstructed.class);
    return ((Planning.Obstructed) planning).obstacles();
  }

  private Planning.Planned plan(int count) throws Exception {
    Planning planning = planning(count);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return (Planning.Planned) planning;
  }

  private static Rescaling.ByDeployment way(Planning.Planned planned) {
    return (Rescaling.ByDeployment) planned.plan().rescaling();
  }

  private Planning planning(int count) throws Exception {
    DeploymentLaunchConfig launch = new DeploymentLaunchConfig(SHOP, Duration.ofMinutes(10));
    return new DeploymentRescalePlanner(
            cluster.flink().client(),
            cluster.store(),
            deployments,
            new LaunchedParallelism(launch, cluster.flink().client(), cluster.following),
            launch,
            RescaleTiming.DEFAULT,
            new ClusterSlots(cluster.flink().client(), cluster.store(), cluster.slots))
        .plan(
            cluster.job(),
            METRICS,
            new Decision.Rescale(
                Decision.Step.SMALL,
                PlanningFixture.wanted(count),
                "count is short",
                new Evidence("conttune", Provisioning.UNDER, List.of(), List.of())),
            PlanningFixture.STATE);
  }
}

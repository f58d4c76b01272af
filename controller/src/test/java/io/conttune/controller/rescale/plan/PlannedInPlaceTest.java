package io.conttune.controller.rescale.plan;

import static io.conttune.controller.rescale.plan.PlanningFixture.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.ParallelismRange;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.RescalePlanner.Planning;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs are rescaled in place, and which are restarted instead. */
class PlannedInPlaceTest {
  private final PlanningFixture cluster = new PlanningFixture();
  private final StubFlink flink = cluster.flink();
  private final InMemoryStore store = cluster.store();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void rescalesInPlaceWhereTheSchedulerCanBeAsked() throws Exception {
    cluster.adaptive();

    Rescaling.InPlace way = (Rescaling.InPlace) cluster.planned(6).rescaling();

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
    cluster.adaptive();
    flink.answer(
        "GET /jobs/job-1/config",
        "{\"execution-config\":{\"restart-strategy\":\"Cluster level default restart strategy\"}}");
    flink.answer(
        "GET /jobs/job-1/checkpoints/config",
        "{\"interval\":1000,\"timeout\":600000,\"externalization\":{\"enabled\":%s,\"delete_on_cancellation\":%s}}"
            .formatted(kept, deleted));

    assertThat(cluster.planned(6).rescaling().restart().map(Rescaling.Restart::checkpoints))
        .contains(expected);
  }

  @Test
  void restartsAJobOfWhichFailuresInPlaceWouldLeaveNothing() throws Exception {
    cluster.adaptive();
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

    assertThat(cluster.planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);

    cluster.inPlace = InPlaceMode.ALWAYS;
    assertThat(cluster.obstacles(6)).singleElement().asString().contains("restart-strategy.type");
  }

  @Test
  void rescalesInPlaceOnAClusterThatTakesNoJars() throws Exception {
    cluster.adaptive();
    flink.answer("GET /config", config("1.20.5", false));

    Rescaling.InPlace way = (Rescaling.InPlace) cluster.planned(6).rescaling();

    assertThat(way.restart()).isEmpty();
  }

  @Test
  void restartsAJobWhoseSchedulerCannotBeAsked() throws Exception {
    cluster.inPlace = InPlaceMode.AUTO;

    assertThat(cluster.planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);
  }

  @Test
  void restartsARunThatWasRefusedInPlaceOnlyWhereThatIsAllowed() throws Exception {
    cluster.adaptive();
    RescalePlan refused = cluster.planned(6);
    store.write(
        RescaleEntry.planned("b".repeat(32), refused, Instant.EPOCH)
            .to(Stage.ABANDONED, Instant.EPOCH, "the gateway lets no change through"));

    Planning.Planned again = (Planning.Planned) cluster.plan(6);

    assertThat(again.plan().rescaling()).isInstanceOf(Rescaling.Restart.class);
    assertThat(again.notes()).last().asString().contains("the gateway lets no change through");
    cluster.inPlace = InPlaceMode.ALWAYS;
    assertThat(cluster.planned(6).rescaling()).isInstanceOf(Rescaling.InPlace.class);
  }

  @Test
  void restartsAJobWhoseSchedulerIsNotToBeAsked() throws Exception {
    cluster.adaptive();
    cluster.inPlace = InPlaceMode.NEVER;

    assertThat(cluster.planned(6).rescaling()).isInstanceOf(Rescaling.Restart.class);
    assertThat(flink.takeRequests()).noneMatch(request -> request.contains("requirements"));
  }

  @Test
  void doesNotRestartAJobThatIsToBeRescaledInPlaceOnly() throws Exception {
    cluster.inPlace = InPlaceMode.ALWAYS;

    assertThat(cluster.obstacles(6))
        .singleElement()
        .asString()
        .contains("jobmanager.scheduler: adaptive");
  }

  private static Map<OperatorId, ParallelismRange> ranges(int count) {
    return Map.of(
        FakeJobMonitor.SOURCE,
        new ParallelismRange(1, 1),
        FakeJobMonitor.COUNT,
        new ParallelismRange(1, count));
  }

  @Test
  void plansInPlaceWithoutAJarAndWithoutAWayBackToOne() throws Exception {
    cluster.adaptive();
    cluster.inPlace = InPlaceMode.ALWAYS;
    cluster.launch = LaunchMethod.AUTO;
    cluster.jar = new JarSource.Unnamed();
    cluster.arguments = List.of();

    Rescaling.InPlace planned = (Rescaling.InPlace) cluster.planned(6).rescaling();

    assertThat(planned.restart()).isEmpty();
  }
}

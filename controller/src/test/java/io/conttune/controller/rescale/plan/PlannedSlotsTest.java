package io.conttune.controller.rescale.plan;

import static io.conttune.controller.rescale.plan.PlanningFixture.dryRun;
import static io.conttune.controller.rescale.plan.PlanningFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan takes no more slots than the cluster has left for the job. */
class PlannedSlotsTest {
  private final PlanningFixture cluster = new PlanningFixture();
  private final StubFlink flink = cluster.flink();
  private final InMemoryStore store = cluster.store();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void findsThatThereAreTooFewSlots() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 11));

    assertThat(cluster.onlyObstacle(11)).contains("needs 11 slots").contains("may use 10");
  }

  @Test
  void countsTheSlotsOfEverySlotSharingGroup() throws Exception {
    cluster.sharing =
        new SlotSharing(Map.of(FakeJobMonitor.SOURCE, "group-1", FakeJobMonitor.COUNT, "group-2"));
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 11));

    assertThat(cluster.onlyObstacle(11))
        .isEqualTo(
            "the job needs 12 slots in 2 slot-sharing groups (11 + 1) and may use 11"
                + " (its own 3 and 8 free); add TaskManagers, or set parallelism.slots where the"
                + " cluster adds them by itself");
  }

  @Test
  void saysThatOneGroupIsAssumedWhereFlinkTellsNone() throws Exception {
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 11));

    assertThat(cluster.onlyObstacle(11))
        .contains("is assumed, as Flink tells the groups from 1.20 on");
  }

  @Test
  void leavesFreeWhatTheRescaleOfAnotherJobHasReserved() throws Exception {
    store.write(otherRescale(flink.client().baseUrls()));

    assertThat(cluster.planned(6).slots())
        .contains(
            new SlotClaim(
                flink.client().baseUrls(), 2, 6, 6, Set.of(RescaleEntries.planned("x", 1).id())));

    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 7));
    assertThat(cluster.onlyObstacle(7))
        .contains("may use 6")
        .contains("its own 2 and 8 free, of which are reserved 4 for the rescale of job 'orders'");
  }

  @Test
  void doesNotFindTheReservedSlotsInPlaceEither() throws Exception {
    cluster.adaptive();
    cluster.inPlace = InPlaceMode.ALWAYS;
    store.write(otherRescale(flink.client().baseUrls()));

    assertThat(cluster.obstacles(7)).singleElement().asString().contains("job 'orders'");
  }

  @Test
  void mayUseAllFreeSlotsAgainOnceTheOtherRescaleIsOver() throws Exception {
    RescaleEntry other = otherRescale(flink.client().baseUrls());
    store.write(other);
    store.write(other.to(Stage.ROLLED_BACK, Instant.EPOCH, "the former parallelism is back"));

    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 7));
    assertThat(cluster.planned(7).slots().map(SlotClaim::shown)).contains(10);
  }

  @Test
  void leavesThemFreeAlsoIfTheOtherJobsFileNamesTheClusterByAnotherUrl() throws Exception {
    RescaleEntry other = otherRescale(List.of("http://127.0.0.1:8081", "job-1"));
    store.write(other);
    flink.answer("GET /jobs", jobs("job-1"));

    assertThat(cluster.planned(6).slots())
        .contains(
            new SlotClaim(
                List.of(flink.client().baseUrls().get(0), "job-1"), 2, 6, 6, Set.of(other.id())));
  }

  @Test
  void knowsTheClusterByTheRunThatTheOtherRescaleLaunched() throws Exception {
    RescaleEntry other = otherRescale(List.of("http://127.0.0.1:8081", "gone"));
    store.write(other);
    flink.answer("GET /jobs", jobs(other.launchedJobId()));

    assertThat(cluster.planned(6).slots().map(SlotClaim::reckonedWith))
        .contains(Set.of(other.id()));
  }

  @Test
  void doesNotKnowAClusterByTheIdThatEveryApplicationMayHave() throws Exception {
    store.write(otherRescale(List.of("http://elsewhere:8081", "0".repeat(32))));
    flink.answer("GET /jobs", jobs("0".repeat(32)));

    assertThat(cluster.planned(6).slots().map(SlotClaim::cluster))
        .contains(flink.client().baseUrls());
  }

  private static String jobs(String id) {
    return "{\"jobs\":[{\"id\":\"%s\",\"status\":\"RUNNING\"}]}".formatted(id);
  }

  @Test
  void reservesNothingForRescalesOnOtherClusters() throws Exception {
    store.write(otherRescale(List.of("http://elsewhere:8081")));

    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 7));
    assertThat(cluster.planned(7).slots().map(SlotClaim::shown)).contains(10);
  }

  private static RescaleEntry otherRescale(List<String> cluster) {
    RescaleEntry unclaimed = RescaleEntries.planned("orders", 1);
    SlotClaim claim = new SlotClaim(cluster, 4, 8, 12, Set.of());
    return RescaleEntry.planned(
        unclaimed.id(), unclaimed.plan().claiming(claim), unclaimed.startedAt());
  }

  @Test
  void takesTheUsersWordForSlotsThatAreMadeOnDemand() throws Exception {
    cluster.slots = new SlotLimit.Given(40);
    flink.answer("POST /jars/2_job.jar/plan", dryRun("source", 1, "count", 11));

    assertThat(cluster.planned(11).wanted()).isEqualTo(wanted(11));
  }
}

package io.conttune.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedReply.Delivery;
import io.conttune.benchmark.played.PlayedRequest;
import io.conttune.benchmark.played.TrueLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyClusterTest {
  private static final long SEED = 4;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final PlayedRequest LIST = new PlayedRequest("GET", "/jobs/overview", "");

  private final PlayedCluster played =
      PlayedCluster.of(0, 2, number -> TrueLoad.steady(number, 3), () -> NOW);

  private FaultyCluster with(FaultKind kind) {
    Outage always = new Outage(kind, 1, 0, Long.MAX_VALUE, 1);
    return new FaultyCluster(played, List.of(always), new Random(SEED));
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void noAnswerIsTheRightOneWhileAFaultLasts(FaultKind kind) {
    PlayedReply right = played.answer(LIST);
    PlayedReply reply = with(kind).answer(LIST);

    assertThat(reply.delivery() != Delivery.WHOLE || !reply.text().equals(right.text())).isTrue();
  }

  @Test
  void ofMissingJobsTheOthersAreListed() {
    assertThat(with(FaultKind.MISSING).answer(LIST).text())
        .contains(played.ids().get(0))
        .doesNotContain(played.ids().get(1));
  }

  @Test
  void aChangeWhoseReplyIsLostIsCarriedOutInSomeCasesOnly() {
    FaultyCluster cluster = with(FaultKind.HANG);
    String path = "/jobs/" + played.ids().get(0) + "/stop";
    for (int i = 0; i < 100; i++) {
      cluster.answer(new PlayedRequest("POST", path, "{}"));
    }

    assertThat(played.acts()).hasSizeBetween(20, 80);
    assertThat(cluster.spoilt()).containsEntry(FaultKind.HANG, 100L);
  }

  @Test
  void aPlanHasEveryKindOfFaultAndHealthyTimesBetween() {
    long from = 1_000_000;
    List<Outage> outages =
        new ArrayList<>(OutagePlan.of(new Random(SEED), 20, from, Duration.ofHours(10)));

    assertThat(outages).extracting(Outage::kind).contains(FaultKind.values());
    for (int i = 1; i < outages.size(); i++) {
      assertThat(outages.get(i).from()).isGreaterThan(outages.get(i - 1).to());
    }
    assertThat(outages)
        .allSatisfy(outage -> assertThat(outage.to() - outage.from()).isBetween(10_000L, 240_001L));
  }
}

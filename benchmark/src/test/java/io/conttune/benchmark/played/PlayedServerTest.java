package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobSelector;
import io.conttune.collector.MetricSource;
import io.conttune.collector.RestJobMonitor;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.time.SteadyClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A played cluster is one to the service. */
class PlayedServerTest {
  private static final int OPERATORS = 3;

  @Test
  void showsItsJobsAndCountsWhoAsks() throws Exception {
    PlayedCluster cluster =
        PlayedCluster.of(
            0, 2, number -> TrueLoad.steady(number, OPERATORS), InstantSource.system());
    try (PlayedServer server = PlayedServer.start(List.of(cluster))) {
      FlinkRest rest = new FlinkRest(server.uris(), Duration.ofSeconds(10));
      RestJobMonitor monitor =
          new RestJobMonitor(
              rest, new JobSelector(PlayedJob.name(1)), MetricSource.AUTO, SteadyClock.system());

      JobSnapshot seen =
          monitor
              .look()
              .match(
                  found -> found.snapshot(),
                  not -> {
                    throw new AssertionError(not.reason());
                  });

      assertThat(seen.graph().vertices()).hasSize(OPERATORS);
      assertThat(seen.samples().values())
          .allSatisfy(sample -> assertThat(sample.accumulated()).isPresent())
          .extracting(VertexSample::busiest)
          .allSatisfy(busiest -> assertThat(busiest).isPresent());
      assertThat(cluster.seen()).isEqualTo(1);
      assertThat(cluster.looks()).singleElement(as(LIST)).hasSize(1);
      assertThat(cluster.requests()).isGreaterThan(3 + OPERATORS);
      assertThat(server.mostConnections()).isEqualTo(1);
    }
  }
}

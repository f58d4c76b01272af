package io.conttune.collector;

import static io.conttune.collector.MonitoredRecording.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting.NotSeen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The looks at the jobs of one cluster share what tells of all of it, for one poll. */
class SharedLooksTest {
  private static final String LIST = "GET /jobs/overview";
  private static final String SLOTS = "GET /overview";
  private static final Duration POLL = Duration.ofSeconds(10);

  private final MonitoredRecording cluster = new MonitoredRecording();
  private final FakeFlink flink = cluster.flink();
  private final FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
  private final ClusterReplies shared = new ClusterReplies(rest, cluster.clock());
  private final RestJobMonitor one = monitor("lab");
  private final RestJobMonitor other = monitor(cluster.recording().jobId());

  @BeforeEach
  void lookOnce() throws Exception {
    seen(one.look());
    seen(other.look());
    flink.takeRequests();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private RestJobMonitor monitor(String selector) {
    return new RestJobMonitor(
        shared, POLL, new JobSelector(selector), MetricSource.AUTO, cluster.clock());
  }

  @Test
  void askOnceForAllJobsInAPoll() throws Exception {
    seen(one.look());
    seen(other.look());
    assertThat(flink.takeRequests()).doesNotContain(LIST, SLOTS);

    cluster.clock().advance(POLL);
    seen(one.look());
    seen(other.look());

    assertThat(flink.takeRequests()).containsOnlyOnce(LIST, SLOTS);
  }

  @Test
  void askAnewWhereNoSecondRunMayBeMissed() throws Exception {
    seen(one.lookAnew());

    assertThat(flink.takeRequests()).containsOnlyOnce(LIST);
  }

  @Test
  void askAnewWhenTheListNamesNoSuchJob() throws Exception {
    assertThat(monitor("orders").look()).isInstanceOf(NotSeen.class);

    assertThat(flink.takeRequests()).containsExactly(LIST);
  }

  @Test
  void followAJobThatWasStartedAnewSinceTheList() throws Exception {
    String former = cluster.recording().jobId();
    flink.answer("/jobs/" + former, cluster.recording().job().put("state", "CANCELED").toString());
    flink.answer(
        "/jobs/overview",
        """
        {"jobs":[{"jid":"%s","name":"lab","state":"CANCELED","start-time":1}]}"""
            .formatted(former));

    assertThat(((NotSeen) one.look()).reason()).contains("the last one, " + former);
    assertThat(flink.takeRequests()).contains(LIST);
  }

  @Test
  void countTheSlotsAnewWhenARunBegins() throws Exception {
    seen(monitor("lab").look());

    assertThat(flink.takeRequests()).doesNotContain(LIST).contains(SLOTS);
  }

  @Test
  void shareNoFailure() throws Exception {
    cluster.clock().advance(POLL);
    flink.answer("/jobs/overview", "no list");
    assertThatThrownBy(one::look).isInstanceOf(FlinkUnavailableException.class);

    cluster.recording().play(flink);

    seen(other.look());
    assertThat(flink.takeRequests()).containsSequence(LIST, LIST);
  }
}

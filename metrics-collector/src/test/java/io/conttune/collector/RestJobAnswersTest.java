package io.conttune.collector;

import static io.conttune.collector.MonitoredRecording.START;
import static io.conttune.collector.MonitoredRecording.metrics;
import static io.conttune.collector.MonitoredRecording.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The date of a look, and the complaints about answers that are not as they should be. */
class RestJobAnswersTest {
  private final MonitoredRecording cluster = new MonitoredRecording();
  private final FakeFlink flink = cluster.flink();
  private final Recording recording = cluster.recording();
  private final SettableClock clock = cluster.clock();

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void takesARunForAnotherWhenTheTimeOfDayJumps(int hours) throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    JobSnapshot before = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    clock.jump(Duration.ofHours(hours));

    JobSnapshot after = seen(monitor.look());

    assertThat(after.runningSince()).isNotEqualTo(before.runningSince());
    assertThat(Duration.between(after.runningSince(), after.takenAt()))
        .as("how long it has run, by Flink's clock")
        .isEqualTo(Duration.ofMillis(13473));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void datesLooksByTheTimeThatPassesWhenTheTimeOfDayJumps(int hours) throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    JobSnapshot before = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    clock.jump(Duration.ofHours(hours));
    JobSnapshot after = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    JobSnapshot later = seen(monitor.look());

    assertThat(Duration.between(before.takenAt(), after.takenAt()))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(Duration.between(after.takenAt(), later.takenAt())).isEqualTo(Duration.ofSeconds(5));
    assertThat(later.runningSince()).isEqualTo(after.runningSince());
  }

  @Test
  void datesLooksByTheTimeThatPassesWhenTheTimeOfDayIsCorrectedALittle() throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    JobSnapshot before = seen(monitor.look());
    clock.advance(Duration.ofSeconds(5));
    clock.jump(Duration.ofMillis(-900));

    JobSnapshot after = seen(monitor.look());

    assertThat(Duration.between(before.takenAt(), after.takenAt()))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(after.runningSince()).isEqualTo(before.runningSince());
  }

  @Test
  void keepsTheTimeOfRunningWhenClocksDriftAndMovesItOnARestart() throws Exception {
    RestJobMonitor monitor = cluster.monitor("lab");
    Instant first = seen(monitor.look()).runningSince();
    clock.advance(Duration.ofSeconds(100));
    Instant later = seen(monitor.look()).runningSince();
    ObjectNode restarted = recording.job();
    long flinkNow = restarted.path("now").longValue();
    ((ObjectNode) restarted.path("timestamps")).put("RUNNING", flinkNow - 2000);
    flink.answer("/jobs/" + recording.jobId(), restarted.toString());
    Instant afterRestart = seen(monitor.look()).runningSince();

    assertThat(first).isEqualTo(START.minusMillis(13473));
    assertThat(later).isEqualTo(first);
    assertThat(afterRestart).isEqualTo(START.plusSeconds(98));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vertices | [] | no usable job graph",
        "vertices | 3 | expected a list at vertices, found 3",
        "vertices | [7] | expected an object at vertices[0]",
        "plan | null | expected an object at plan, found null",
        "timestamps | {} | expected a whole number at timestamps.RUNNING, found nothing",
        "now | \"x\" | expected a whole number at now",
        "jid | \"abc\" | expected the id of the job that was asked for",
        "state | 1 | expected a text at state, found 1"
      })
  void namesUrlAndFieldOfAMalformedAnswer(String field, String value, String message)
      throws Exception {
    ObjectNode job = recording.job();
    job.set(field, new com.fasterxml.jackson.databind.ObjectMapper().readTree(value));
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/" + recording.jobId())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelism | 0 | vertices[1].parallelism",
        "parallelism | \"2\" | vertices[1].parallelism",
        "status | null | vertices[1].status",
        "metrics | [] | vertices[1].metrics",
        "id | \"abc\" | vertices[1].id"
      })
  void namesUrlAndFieldOfAMalformedVertex(String field, String value, String at) throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(1))
        .set(field, new com.fasterxml.jackson.databind.ObjectMapper().readTree(value));
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/" + recording.jobId())
        .hasMessageContaining(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read-records", "accumulated-idle-time"})
  void refusesCountersThatNoJobReaches(String counter) {
    ObjectNode job = recording.job();
    metrics(job, 1).put(counter, 1e300);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("vertices[1].metrics." + counter);
  }

  @Test
  void refusesNegativeCounters() {
    ObjectNode job = recording.job();
    metrics(job, 1).put("read-records", -5);
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("vertices[1].metrics.read-records");
  }
}

package io.conttune.collector;

import static io.conttune.collector.MonitoredRecording.WORK;
import static io.conttune.collector.MonitoredRecording.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSighting.NotSeen;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configured job is found among those of the cluster. */
class RestJobMonitorTest {
  private final MonitoredRecording cluster = new MonitoredRecording();
  private final FakeFlink flink = cluster.flink();
  private final Recording recording = cluster.recording();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void findsAJobByItsId() throws Exception {
    JobSnapshot snapshot = seen(cluster.monitor(recording.jobId()).look());

    assertThat(snapshot.jobName()).isEqualTo("lab");
  }

  @Test
  void saysWhichJobsThereAreWhenNoneMatches() throws Exception {
    JobSighting sighting = cluster.monitor("orders").look();

    assertThat(reason(sighting))
        .contains("'orders'")
        .contains("job 'lab' (" + recording.jobId() + ") RUNNING");
  }

  @Test
  void saysHowTheLastJobOfThatNameEnded() throws Exception {
    flink.answer(
        "/jobs/overview", overview(job("a1", "lab", "FAILED", 1), job("a2", "lab", "CANCELED", 2)));

    JobSighting sighting = cluster.monitor("lab").look();

    assertThat(reason(sighting)).contains("the last one, a2, is CANCELED");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Ended("a2", JobState.CANCELED));
  }

  @Test
  void picksTheLiveJobAmongEndedOnesOfItsName() throws Exception {
    flink.answer(
        "/jobs/overview",
        overview(
            job("a1", "lab", "FINISHED", 1),
            job(recording.jobId(), "lab", "RUNNING", 2),
            job("a3", "lab", "FAILED", 3)));

    assertThat(seen(cluster.monitor("lab").look()).jobId()).isEqualTo(recording.jobId());
  }

  @Test
  void refusesToChooseBetweenTwoLiveJobsOfOneName() throws Exception {
    flink.answer(
        "/jobs/overview", overview(job("a2", "lab", "RUNNING", 1), job("a1", "lab", "CREATED", 2)));

    JobSighting sighting = cluster.monitor("lab").look();

    assertThat(reason(sighting))
        .contains("2 live jobs match")
        .contains("cancel all but one: job 'lab' (a2) RUNNING, job 'lab' (a1) CREATED");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Several(List.of("a1", "a2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jid\":\"b1\",\"name\":\"\",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":\"  \",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":null,\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"name\":\"other\",\"state\":\"RUNNING\",\"start-time\":1}",
        "{\"jid\":\"b1\",\"name\":\"other\",\"state\":7}",
        "{}",
        "\"b1\"",
        "null"
      })
  void followsItsJobBesideAnEntryThatItCannotRead(String foreign) throws Exception {
    flink.answer("/jobs/overview", overview(foreign, job(recording.jobId(), "lab", "RUNNING", 2)));

    assertThat(seen(cluster.monitor("lab").look()).jobId()).isEqualTo(recording.jobId());
  }

  @Test
  void notesEntriesThatItCannotReadWhereItsJobIsNotFound() throws Exception {
    flink.answer("/jobs/overview", overview(job("a1", "lab", "RUNNING", 1), "{\"jid\":\"b1\"}"));

    JobSighting sighting = cluster.monitor("orders").look();

    assertThat(reason(sighting))
        .contains("1 entry of the job list cannot be read")
        .contains("expected a text at jobs[1].state, found nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jid\":\"a1\",\"name\":\"lab\",\"start-time\":1}",
        "{\"name\":\"lab\",\"state\":\"RUNNING\",\"start-time\":1}"
      })
  void knowsNothingWhereTheEntryOfItsOwnJobCannotBeRead(String own) {
    flink.answer("/jobs/overview", overview(own));

    assertThatThrownBy(() -> cluster.monitor("lab").look())
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/overview: expected a text at jobs[0].");
  }

  @Test
  void followsAJobWithAVertexWithoutAName() throws Exception {
    ObjectNode job = recording.job();
    ((ObjectNode) job.path("vertices").path(1)).put("name", " ");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSnapshot snapshot = seen(cluster.monitor("lab").look());

    assertThat(snapshot.graph().vertex(WORK).name()).isEqualTo("unnamed 674df9b0");
    assertThat(snapshot.samples().get(WORK).recordsIn()).isPresent();
  }

  @Test
  void asksForANameWhereItsJobHasNone() throws Exception {
    flink.answer("/jobs/overview", overview(job(recording.jobId(), "", "RUNNING", 1)));

    JobSighting sighting = cluster.monitor(recording.jobId()).look();

    assertThat(reason(sighting))
        .contains("job without a name (" + recording.jobId() + ")")
        .contains("give it one in StreamExecutionEnvironment.execute");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Untunable(recording.jobId()));
  }

  @Test
  void shortensLongNamesOfOtherJobsAndEscapesThem() throws Exception {
    flink.answer(
        "/jobs/overview",
        overview(job("a1", "insert-" + "x".repeat(5000), "RUNNING", 1))
            .replace("insert-", "insert\\u001b[2J\\n"));

    JobSighting sighting = cluster.monitor("orders").look();

    assertThat(reason(sighting)).hasSizeLessThan(300).contains("'insert\\u001b[2J xxx");
  }

  @ParameterizedTest
  @CsvSource({"1.20.5, job-type", "1.14.6, plan.type"})
  void refusesBatchJobs(String version, String field) throws Exception {
    Recording played = Recording.of(version);
    played.play(flink);
    ObjectNode job = played.job();
    if (field.equals("job-type")) {
      job.put("job-type", "BATCH");
    } else {
      ((ObjectNode) job.path("plan")).put("type", "BATCH");
    }
    flink.answer("/jobs/" + played.jobId(), job.toString());

    JobSighting sighting = cluster.monitor("lab").look();

    assertThat(reason(sighting)).contains("BATCH");
    assertThat(sighting.live()).containsExactly(played.jobId());
  }

  @Test
  void believesTheDetailsWhenTheListIsACachedOne() throws Exception {
    flink.answer("/jobs/" + recording.jobId(), recording.job().put("state", "FINISHED").toString());

    JobSighting sighting = cluster.monitor("lab").look();

    assertThat(reason(sighting)).contains("has ended: FINISHED");
    assertThat(cause(sighting))
        .isEqualTo(new JobSighting.Ended(recording.jobId(), JobState.FINISHED));
  }

  @Test
  void showsARestartingJobWithoutAskingForMetrics() throws Exception {
    flink.answer(
        "/jobs/" + recording.jobId(), recording.job().put("state", "RESTARTING").toString());

    JobSnapshot snapshot = seen(cluster.monitor("lab").look());

    assertThat(snapshot.state()).isEqualTo(JobState.TRANSITIONAL);
    assertThat(flink.takeRequests()).noneMatch(target -> target.contains("metrics"));
  }

  @Test
  void waitsForAJobThatHasNoVerticesYetAndKnowsThatItIsLive() throws Exception {
    ObjectNode job = recording.job().put("state", "INITIALIZING");
    job.putArray("vertices");
    flink.answer("/jobs/" + recording.jobId(), job.toString());

    JobSighting sighting = cluster.monitor("lab").look();

    assertThat(reason(sighting)).contains("is starting");
    assertThat(cause(sighting)).isEqualTo(new JobSighting.Untunable(recording.jobId()));
    assertThat(sighting.live()).containsExactly(recording.jobId());
  }

  private static String overview(String... jobs) {
    return "{\"jobs\":[" + String.join(",", jobs) + "]}";
  }

  private static String job(String id, String name, String state, long start) {
    return "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":%d}"
        .formatted(id, name, state, start);
  }

  private static JobSighting.Cause cause(JobSighting sighting) {
    return ((NotSeen) sighting).cause();
  }

  private static String reason(JobSighting sighting) {
    assertThat(sighting).isInstanceOf(NotSeen.class);
    return ((NotSeen) sighting).reason();
  }
}

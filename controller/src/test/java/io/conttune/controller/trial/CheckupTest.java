package io.conttune.controller.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CHECKPOINTS = "GET /jobs/a1/checkpoints/config";

  private final StubFlink flink = new StubFlink();

  @BeforeEach
  void aClusterThatIsFine() {
    version("1.20.5", true);
    settings("state.savepoints.dir", "file:///savepoints");
    slots(8, 4);
    flink
        .answer(
            "GET /jobs/overview",
            "{\"jobs\":[{\"jid\":\"a1\",\"name\":\"Words\",\"state\":\"RUNNING\"}]}")
        .answer("GET /jobs/a1", "{\"now\":%d}".formatted(NOW.toEpochMilli()))
        .answer("GET /jobs/a1/config", "{}")
        .answer("GET /jobs/a1/checkpoints", "{\"latest\":{},\"history\":[]}");
    checkpointEvery(60_000);
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  private void version(String version, boolean webSubmit) {
    flink.answer(
        "GET /config",
        "{\"flink-version\":\"%s\",\"features\":{\"web-submit\":%s}}"
            .formatted(version, webSubmit));
  }

  private void settings(String key, String value) {
    flink.answer(
        "GET /jobmanager/config", "[{\"key\":\"%s\",\"value\":\"%s\"}]".formatted(key, value));
  }

  private void checkpointEvery(long millis) {
    flink.answer(
        CHECKPOINTS,
        "{\"interval\":%d,\"timeout\":600000,\"externalization\":".formatted(millis)
            + "{\"enabled\":true,\"delete_on_cancellation\":false}}");
  }

  private void slots(int total, int available) {
    flink.answer(
        "GET /overview", "{\"slots-total\":%d,\"slots-available\":%d}".formatted(total, available));
  }

  private List<Finding> findings() throws FlinkUnavailableException {
    URI url = URI.create(flink.client().baseUrls().get(0));
    return Checkup.of(url, new SettableClock(NOW));
  }

  private void assertTrouble(String text, String remedy) throws FlinkUnavailableException {
    assertThat(findings())
        .filteredOn(Finding::isTrouble)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.text()).contains(text);
              assertThat(finding.remedy().orElseThrow()).contains(remedy);
            });
  }

  @Test
  void nothingStandsInTheWayOfAJobThatIsFine() throws Exception {
    assertThat(findings()).isNotEmpty().noneMatch(Finding::isTrouble);
    assertThat(flink.takeRequests()).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void everyWayToRescaleAJobIsToldWithItsReason() throws Exception {
    assertThat(findings())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("in-place does not work: "))
        .anyMatch(text -> text.startsWith("overrides works: Flink 1.20.5"))
        .anyMatch(text -> text.startsWith("uniform works: "));
  }

  @Test
  void theApplicationsOfFlink23AreToldWithTheirJobs() throws Exception {
    version("2.3.0", true);
    // As Flink 2.3.0 answers, but for the number of jobs of the second one.
    flink.answer(
        "GET /applications/overview",
        """
        {"applications":[
          {"id":"d6764682f9fdc6f23d3f78bcd46a1aab","name":"SingleJobApplication(in-place)",
           "start-time":1795814926951,"end-time":-1,"duration":7576,"status":"RUNNING",
           "jobs":{"RUNNING":1}},
          {"id":"b2","name":"reports","start-time":1795814926951,"end-time":-1,"duration":7576,
           "status":"RUNNING","jobs":{"RUNNING":1,"FINISHED":1}},
          {"id":"c3","name":"old","start-time":1,"end-time":2,"duration":1,"status":"FINISHED",
           "jobs":{"FINISHED":1}}]}""");

    assertThat(findings())
        .contains(
            Finding.note(
                Finding.CLUSTER,
                "applications that run: SingleJobApplication(in-place) (1 job), reports (2 jobs)"));
  }

  @Test
  void theAutoscalerOfTheKubernetesOperatorIsTrouble() throws Exception {
    settings("job.autoscaler.enabled", "true");

    assertTrouble("scaled by the autoscaler", "set job.autoscaler.enabled: \"false\"");
  }

  @Test
  void aClusterOnKubernetesIsToldTheLaunchForIt() throws Exception {
    settings("kubernetes.cluster-id", "shop");

    assertThat(findings())
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("runs on Kubernetes as shop;"));
  }

  @Test
  void anOlderFlinkIsNotAskedForApplications() throws Exception {
    assertThat(findings()).isNotEmpty();

    assertThat(flink.takeRequests()).noneMatch(request -> request.contains("/applications"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.11.3, Flink 1.11.3 is too old, use Flink 1.12",
    "1.12.7, does not tell how busy, patch/README.md"
  })
  void anOldFlinkIsTrouble(String version, String text, String remedy) throws Exception {
    version(version, true);

    assertTrouble(text, remedy);
  }

  @Test
  void aClusterThatTakesNoJarsIsTrouble() throws Exception {
    version("1.20.5", false);

    assertTrouble("takes no jars", "launch: command");
  }

  @Test
  void reactiveModeIsTrouble() throws Exception {
    settings("scheduler-mode", "reactive");

    assertTrouble("reactive mode", "jobmanager.scheduler: adaptive");
  }

  @Test
  void aClusterWithoutFreeSlotsIsTrouble() throws Exception {
    slots(8, 0);

    assertTrouble("no job can grow", "parallelism.slots");
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807", "-1"})
  void aJobWithoutCheckpointsIsTrouble(long interval) throws Exception {
    checkpointEvery(interval);

    assertTrouble("takes no checkpoints", "execution.checkpointing.interval");
  }

  @ParameterizedTest
  @CsvSource({"{\"errors\":[\"forbidden\"]}", "<html>forbidden</html>"})
  void settingsThatAGatewayRefusesAreNotChecked(String refusal) throws Exception {
    flink.answer("GET /jobmanager/config", 403, refusal);

    assertThat(findings())
        .filteredOn(finding -> finding.subject().equals(Finding.CLUSTER))
        .noneMatch(Finding::isTrouble)
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("its settings were not checked"))
        .noneMatch(text -> text.contains("has no directory"))
        .contains("8 slots, of which 4 are free");
  }

  @Test
  void anEntryThatCannotBeReadIsNotedAndTheOthersAreChecked() throws Exception {
    flink.answer(
        "GET /jobs/overview",
        "{\"jobs\":[{\"jid\":\"b1\",\"name\":\"\"},"
            + "{\"jid\":\"a1\",\"name\":\"Words\",\"state\":\"RUNNING\"}]}");

    assertThat(findings())
        .noneMatch(Finding::isTrouble)
        .anyMatch(finding -> finding.subject().equals("Words"))
        .extracting(Finding::text)
        .anyMatch(text -> text.startsWith("an entry of its list of jobs cannot be read"));
  }

  @Test
  void aJobThatEndsMeanwhileIsFoundSo() throws Exception {
    flink.answer("GET /jobs/a1", 404, "{\"errors\":[\"" + StubFlink.jobNotFound("a1") + "\"]}");

    assertThat(findings())
        .filteredOn(finding -> finding.subject().equals("Words"))
        .extracting(Finding::text)
        .contains("takes a checkpoint every 60 s")
        .anyMatch(text -> text.startsWith("could not be asked: "));
  }

  @Test
  void aClusterThatNoLongerAnswersIsAFinding() {
    URI url = URI.create(flink.client().baseUrls().get(0));
    flink.close();

    assertThat(Checkup.asFarAsItAnswers(url, new SettableClock(NOW)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).startsWith("could not be checked: "));
  }

  @Test
  void clocksThatDifferAreTrouble() throws Exception {
    flink.answer("GET /jobs/a1", "{\"now\":%d}".formatted(NOW.plusSeconds(90).toEpochMilli()));

    assertTrouble("differ by 90 s", "time server");
  }
}

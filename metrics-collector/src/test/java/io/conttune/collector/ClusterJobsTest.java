package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterJobsTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String NONE = "{\"jobs\":[]}";
  private static final String LISTED =
      "{\"jobs\":[{\"id\":\"" + ID + "\",\"status\":\"RUNNING\"}]}";

  private final FakeFlink flink = new FakeFlink();
  private final FlinkRest rest = new FlinkRest(List.of(flink.uri()), Duration.ofSeconds(10));
  private final ClusterJobs jobs = new ClusterJobs(rest);

  @AfterEach
  void close() {
    flink.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1.12.7, job, ''",
    "1.12.7, checkpoints, /checkpoints",
    "1.20.5, job, ''",
    "1.20.5, checkpoints, /checkpoints",
    "1.20.5, execution-result, /execution-result",
    "2.3.0, job, ''",
    "2.3.0, resource-requirements, /resource-requirements"
  })
  void believesThatAJobIsGoneWhenErrorAndListSaySo(String version, String error, String resource)
      throws Exception {
    play(Recording.errors(version).path(error));
    flink.answer("/jobs", NONE);

    assertThat(jobs.find(ID, resource)).isEmpty();
  }

  @Test
  void believesThatAJobIsGoneAlsoOfAnErrorWithoutItsCause() throws Exception {
    flink.answer(
        "/jobs/" + ID,
        404,
        "{\"errors\":[\"org.apache.flink.runtime.rest.NotFoundException: Job %s not found\"]}"
            .formatted(ID));
    flink.answer("/jobs", NONE);

    assertThat(jobs.find(ID, "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.12.7", "1.20.5", "2.3.0"})
  void knowsTheRefusalOfACancel(String version) throws Exception {
    JsonNode error = Recording.errors(version).path("cancel");
    play(error);
    flink.answer("/jobs", NONE);
    FlinkReply reply = rest.send("PATCH", error.path("path").textValue(), Optional.empty());

    boolean gone =
        reply.<Boolean, FlinkUnavailableException>match(
            answered -> false, refused -> jobs.isGone(refused, ID));

    assertThat(gone).isTrue();
  }

  @Test
  void knowsNothingWhenTheListHasTheJob() {
    play(Recording.errors("1.20.5").path("job"));
    flink.answer("/jobs", LISTED);

    assertThatThrownBy(() -> jobs.find(ID, ""))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage(
            "GET %s/jobs/%s answered that there is no job %s, but the list of jobs has it as RUNNING",
            flink.uri(), ID, ID);
  }

  @Test
  void believesThatAJobIsGoneBesideAnEntryOfAnotherJobWhoseStateCannotBeRead() throws Exception {
    play(Recording.errors("1.20.5").path("job"));
    flink.answer("/jobs", "{\"jobs\":[{\"id\":\"" + "b".repeat(32) + "\",\"status\":7}]}");

    assertThat(jobs.find(ID, "")).isEmpty();
  }

  @Test
  void knowsNothingWhereTheStateOfItsOwnJobCannotBeRead() {
    play(Recording.errors("1.20.5").path("job"));
    flink.answer("/jobs", "{\"jobs\":[{\"id\":\"" + ID + "\",\"status\":null}]}");

    assertThatThrownBy(() -> jobs.find(ID, "")).isInstanceOf(FlinkUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | 404 page not found",
        "503 | no healthy upstream",
        "200 | {}",
        "200 | {\"jobs\":null}",
        "200 | {\"jobs\":[{\"status\":\"RUNNING\"}]}",
        "200 | <html>Sign in</html>"
      })
  void knowsNothingWhileTheListCannotBeRead(int status, String body) {
    play(Recording.errors("1.20.5").path("job"));
    flink.answer("/jobs", status, body);

    assertThatThrownBy(() -> jobs.find(ID, ""))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 page not found",
        "{\"errors\":[\"Not found: /jobs/" + ID + "\"]}",
        "{\"errors\":[\"Unable to load requested file /jobs/" + ID + ".\"]}",
        "{\"errors\":[\"Could not find Flink job (ffffffffffffffffffffffffffffffff)\"]}"
      })
  void knowsNothingOfAJobWhenAnotherThingIsNotFound(String body) {
    flink.answer("/jobs/" + ID, 404, body);
    flink.answer("/jobs", NONE);

    assertThatThrownBy(() -> jobs.find(ID, ""))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + flink.uri() + "/jobs/" + ID + " answered 404");
  }

  @Test
  void findsAJobThatIsThere() throws Exception {
    flink.answer("/jobs/" + ID, "{\"jid\":\"" + ID + "\"}");

    assertThat(jobs.find(ID, "").orElseThrow().body().path("jid").textValue()).isEqualTo(ID);
  }

  @Test
  void asksForNoJobWhoseIdNoFlinkHasGiven() {
    assertThatThrownBy(() -> jobs.details("\"0\""))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(flink.uri() + " cannot be asked for /jobs/")
        .hasMessageContaining("is no id of Flink's");
  }

  @Test
  void takesNoDetailsForThoseOfAnotherJob() {
    flink.answer("/jobs/" + ID, "{\"jid\":\"" + "f".repeat(32) + "\",\"state\":\"FAILED\"}");

    assertThatThrownBy(() -> jobs.details(ID))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("expected the id of the job that was asked for, " + ID);
  }

  private void play(JsonNode error) {
    flink.answer(
        error.path("path").textValue(),
        error.path("status").intValue(),
        error.path("body").toString());
  }
}

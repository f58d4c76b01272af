package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.rescale.StubFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a cluster without a service. */
class ClusterCommandsTest {
  private static final String JOBS =
      "{\"jobs\":[{\"jid\":\"a1\",\"name\":\"Words\",\"state\":\"RUNNING\",\"start-time\":1}]}";

  @TempDir private Path directory;
  private final StubFlink flink = new StubFlink();

  @BeforeEach
  void aClusterThatIsFine() {
    flink
        .answer("GET /config", "{\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":true}}")
        .answer("GET /jobmanager/config", "[]")
        .answer("GET /overview", "{\"slots-total\":4,\"slots-available\":4}")
        .answer("GET /jobs/a1", "{\"now\":%d}".formatted(System.currentTimeMillis()))
        .answer("GET /jobs/a1/config", "{}")
        .answer("GET /jobs/a1/checkpoints", "{\"latest\":{},\"history\":[]}")
        .answer(
            "GET /jobs/a1/checkpoints/config",
            "{\"interval\":60000,\"timeout\":600000,\"externalization\":"
                + "{\"enabled\":true,\"delete_on_cancellation\":false}}");
  }

  @AfterEach
  void stop() {
    flink.close();
  }

  private String url() {
    return flink.client().baseUrls().get(0);
  }

  @Test
  void tryWritesAFileForEachJobAndOverwritesNone() throws Exception {
    flink.answer("GET /jobs/overview", JOBS);
    Path jobs = directory.resolve("jobs");

    CommandRun first = CommandRun.of("try", url(), "--for=2s", "--write", jobs.toString());
    Files.writeString(jobs.resolve("words.yaml"), "mine");
    CommandRun second = CommandRun.of("try", url(), "--for=2s", "--write", jobs.toString());

    assertThat(first.err()).contains("wrote " + jobs.resolve("words.yaml"));
    assertThat(second.err()).contains("is there already and stays as it is");
    assertThat(jobs.resolve("words.yaml")).hasContent("mine");
    assertThat(flink.takeRequests()).isNotEmpty().allMatch(request -> request.startsWith("GET "));
  }

  /** Its metrics cannot be read here. */
  @Test
  void tryFailsWhereAJobCannotBeDecidedOn() {
    flink.answer("GET /jobs/overview", JOBS);

    CommandRun run = CommandRun.of("try", url(), "--for=2s");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err()).startsWith("watching 1 job at " + url() + " for 2s; nothing is changed");
    assertThat(run.out())
        .startsWith("Words: unreachable, ")
        .contains("nothing was decided", "note     Words: takes a checkpoint every 60 s");
  }

  @Test
  void tryTellsWhatItSawWhereTheCheckUpIsRefused() {
    flink
        .answer("GET /jobs/overview", JOBS)
        .answer("GET /config", 403, "{\"errors\":[\"forbidden\"]}");
    Path jobs = directory.resolve("jobs");

    CommandRun run = CommandRun.of("try", url(), "--for=2s", "--write", jobs.toString());

    assertThat(run.out())
        .startsWith("Words: unreachable, ")
        .contains("TROUBLE  cluster: could not be checked: ");
    assertThat(jobs.resolve("words.yaml")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"try", "doctor"})
  void aTimeInWhichNothingCanBeDecidedIsRefused(String command) {
    CommandRun run = CommandRun.of(command, url(), "--for=1s");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).isEqualTo("command line: --for: is 1s, expected at least 2s\n");
  }

  @Test
  void tryOnAClusterWithoutJobsSaysSo() {
    flink.answer("GET /jobs/overview", "{\"jobs\":[]}");

    CommandRun run = CommandRun.of("try", url());

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err()).isEqualTo("the cluster at " + url() + " has no running job\n");
  }

  @Test
  void doctorListsWhatStandsInTheWay() {
    flink
        .answer("GET /jobs/overview", "{\"jobs\":[]}")
        .answer(
            "GET /config", "{\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":false}}");

    CommandRun run = CommandRun.of("doctor", url(), "--for=0s");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.out())
        .contains("note     cluster: Flink 1.20.5\n")
        .contains("TROUBLE  cluster: takes no jars over REST")
        .contains("; set web.submit.enable: true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"try", "doctor"})
  void aClusterThatDoesNotAnswerIsTold(String command) {
    String gone = url();
    flink.close();

    CommandRun run = CommandRun.of(command, gone);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err()).contains(gone, "expected the REST address of a Flink cluster");
  }

  @ParameterizedTest
  @ValueSource(strings = {"try", "doctor"})
  void whatIsNoAddressIsRefused(String command) {
    CommandRun run = CommandRun.of(command, "flink:8081");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .isEqualTo(
            "command line: URL: is flink:8081, expected an address such as"
                + " http://127.0.0.1:8081\n");
  }
}

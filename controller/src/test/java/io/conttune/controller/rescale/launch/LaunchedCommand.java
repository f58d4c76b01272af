package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchClaim;
import io.conttune.core.rescale.LaunchClaim.CommandProcess;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.rescale.Submission;
import io.conttune.core.rescale.Submission.Claimed;
import io.conttune.core.rescale.Submission.Pending;
import io.conttune.core.secret.SecretMissingException;
import io.conttune.core.secret.SecretReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command that a launcher starts, on a cluster whose runs a test lists. */
abstract class LaunchedCommand {
  static final Duration TIMEOUT = Duration.ofMinutes(5);
  static final Duration DEADLINE = Duration.ofSeconds(60);
  static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  static final OperatorId COUNT = new OperatorId("674df9b0384c0348e0b9d1034a44c46c");
  static final String WANTED_ID = "a".repeat(32);
  static final String GIVEN_ID = "b".repeat(32);
  static final String OTHER_ID = "c".repeat(32);

  @TempDir Path directory;

  final StubFlink flink = new StubFlink();
  String secret = "hunter2-planted";

  final SettableClock clock = new SettableClock(SINCE.plusSeconds(3));
  CommandLauncher launcher = launcher("me");
  final List<CommandProcess> begun = new ArrayList<>();
  Optional<LaunchClaim> journalled = Optional.empty();

  @BeforeEach
  void noJobRuns() {
    runs();
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  /** What a launcher would do that is asked on, which not every test does. */
  @AfterEach
  void endTheCommand() {
    for (CommandProcess command : begun) {
      ProcessHandle.of(command.pid()).ifPresent(ProcessTree::kill);
      CommandFiles.delete(Path.of(command.directory()));
    }
  }

  LaunchClaim claim(String claimant, Optional<CommandProcess> process) {
    return new LaunchClaim(claimant, clock.instant(), Optional.of(Set.of()), process);
  }

  CommandLauncher launcher(String claimant) {
    return new CommandLauncher(flink.client(), this::secret, clock, claimant);
  }

  String secret(SecretReference reference) throws SecretMissingException {
    if (secret.isEmpty()) {
      throw new SecretMissingException("names " + reference.name() + ", which is not set");
    }
    return secret;
  }

  /** Claims and starts. */
  void begin(String script) throws FlinkUnavailableException {
    submit(script);
    assertThat(submit(script)).isInstanceOf(Claimed.class);
    assertThat(journalled.flatMap(LaunchClaim::process)).isPresent();
  }

  Submission awaitAnswer(String script) {
    return await()
        .atMost(DEADLINE)
        .until(() -> submit(script), answer -> !(answer instanceof Pending));
  }

  Submission submit(String script) throws FlinkUnavailableException {
    Launch.Command launch =
        new Launch.Command(
            List.of("sh", "-c", script),
            TIMEOUT,
            Map.of("Source: my count", 6, "a b", 2, "a-b", 3));
    Submission answer = launcher.submit(request(launch), launch);
    if (answer instanceof Claimed claimed) {
      journalled = Optional.of(claimed.claim());
      claimed.claim().process().ifPresent(begun::add);
    }
    return answer;
  }

  LaunchRequest request(Launch.Command launch) {
    return new LaunchRequest(
        WANTED_ID,
        "job",
        launch,
        CapturedState.ownSavepoint("file:/sp/1"),
        Map.of(COUNT, 6),
        Set.of(OTHER_ID),
        journalled);
  }

  boolean runsStill() {
    return ProcessHandle.of(journalled.orElseThrow().process().orElseThrow().pid())
        .map(ProcessHandle::isAlive)
        .orElse(false);
  }

  record Run(String id, String status, String details) {}

  static Run ended(String id, String name) {
    Run run = run(id, name, 60, 6, 5);
    return new Run(id, "FINISHED", run.details());
  }

  /** A run that has started so many seconds ago. */
  static Run run(String id, String name, int secondsAgo, int parallelism, int endTime) {
    return new Run(
        id,
        "RUNNING",
        """
        {"name":"%s","state":"RUNNING","now":%d,"start-time":1000,"end-time":%d,
        "vertices":[{"id":"%s","parallelism":%d}]}"""
            .formatted(name, 1000 + secondsAgo * 1000, endTime, COUNT, parallelism));
  }

  void runs(Run... runs) {
    List<String> ids = new ArrayList<>();
    for (Run run : runs) {
      ids.add("{\"id\":\"" + run.id() + "\",\"status\":\"" + run.status() + "\"}");
      flink.answer("GET /jobs/" + run.id(), run.details());
    }
    flink.answer("GET /jobs", "{\"jobs\":[" + String.join(",", ids) + "]}");
  }
}

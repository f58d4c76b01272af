package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.plan.LaunchPlanner.Launches;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenJar;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.FakeCluster;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.rescale.Launch.UnclaimedState;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which jar a job is launched again when another one is there under its name. */
final class JarThatRunsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<OperatorId, Integer> FORMER =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2);
  private static final Map<OperatorId, Integer> WANTED =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 6);
  private static final String OLD = "1_job.jar";
  private static final String NEW = "2_job.jar";

  @TempDir private Path directory;
  private final StubFlink flink = new StubFlink();
  private final InMemoryStore store = new InMemoryStore();
  private final List<String> obstacles = new ArrayList<>();
  private String jobId = "job-1";
  private JarSource source = new JarSource.OnCluster("job.jar");
  private NewCode newCode = NewCode.REFUSE;

  @BeforeEach
  void aJobThatWasStartedAfterTheFirstUpload() {
    flink
        .answer("GET /config", "{\"flink-version\":\"1.20.5\",\"features\":{\"web-submit\":true}}")
        .answer("GET /jobs/job-1", "{\"state\":\"RUNNING\",\"start-time\":150}")
        .answer("GET /jobs/job-1/config", "{}");
    for (String jar : List.of(OLD, NEW, "9_words.jar")) {
      flink.answer("POST /jars/" + jar + "/plan", plan());
    }
    jars(OLD, 100);
  }

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void aJarUploadedSinceTheStartOfTheJobIsNotDeployed() throws Exception {
    jars(OLD, 100, NEW, 9_000);

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly(OLD, OLD);
    assertThat(launches.notes())
        .singleElement()
        .asString()
        .contains(NEW, "1970-01-01T00:00:09Z", "keeps the jar that runs, " + OLD)
        .contains("rescale.allow-new-code: true");
  }

  @Test
  void whereNewCodeIsAllowedItIsDeployedAndTheWayBackTakesTheJarThatRuns() throws Exception {
    newCode = NewCode.ALLOW;
    jars(OLD, 100, NEW, 9_000);

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly(OLD, NEW);
    assertThat(launches.notes()).singleElement().asString().contains("new code", NEW, OLD);
  }

  @Test
  void theOnlyJarOfTheNameIsNotKnownToBeTheJobsIfItCameLater() throws Exception {
    jars(NEW, 9_000, "9_words.jar", 9_500);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .containsExactly(
            "jar 2_job.jar, uploaded at 1970-01-01T00:00:09Z, may be other code than what runs: no"
                + " jar of this name was uploaded before the job was started; if it is the job's,"
                + " give its id as rescale.jar, or set rescale.allow-new-code: true");
  }

  @Test
  void theOnlyJarOfTheNameIsDeployedWhereNewCodeIsAllowed() throws Exception {
    newCode = NewCode.ALLOW;
    jars(NEW, 9_000);

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly(NEW, NEW);
    assertThat(launches.notes())
        .singleElement()
        .asString()
        .contains(NEW, "may be new code", "the way back takes it, too");
  }

  @Test
  void aListWithoutJarsIsNoAnswer() {
    flink.answer("GET /jars", "{}");

    assertThatThrownBy(this::launches)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageEndingWith("/jars: expected a list at files, found nothing");
  }

  @Test
  void aJobWithoutAStartIsNoAnswer() {
    flink.answer("GET /jobs/job-1", "{}");

    assertThatThrownBy(this::launches)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageEndingWith("/jobs/job-1: expected a whole number at start-time, found nothing");
  }

  @Test
  void aDryRunWithoutAPlanIsNoAnswer() {
    flink.answer("POST /jars/" + OLD + "/plan", "{}");

    assertThatThrownBy(this::launches)
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageEndingWith("/plan: expected an object at plan, found nothing");
  }

  @Test
  void ofJarsThatCameWithTheStartTheFirstIsTheJobs() throws Exception {
    jars(OLD, 160, NEW, 1_160);

    assertThat(ids(launches().orElseThrow())).containsExactly(OLD, OLD);
  }

  @Test
  void ofSeveralJarsThatCameAfterTheStartNoneIsKnownToBeTheJobs() throws Exception {
    jars(OLD, 8_000, NEW, 9_000);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains(NEW, "uploaded at 1970-01-01T00:00:09Z", "before the job was started")
        .contains("as rescale.jar", "rescale.allow-new-code: true");
  }

  @Test
  void aJarThatTheUserNamesByItsIdIsTheJobs() throws Exception {
    source = new JarSource.OnCluster(NEW);
    jars(NEW, 9_000);

    assertThat(ids(launches().orElseThrow())).containsExactly(NEW, NEW);
  }

  @Test
  void theRunOfARescaleIsLaunchedAgainWithTheJarOfThatRescale() throws Exception {
    runsSince(rescaled(jar(OLD, Optional.empty())));
    flink.answer("GET /jobs/" + jobId, "{\"state\":\"RUNNING\",\"start-time\":300}");
    jars(OLD, 100, NEW, 9_000);

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly(OLD, OLD);
    assertThat(launches.notes()).hasSize(1);
  }

  @Test
  void withoutTheJarThatRunsANewerOneIsAnObstacle() throws Exception {
    runsSince(rescaled(jar(OLD, Optional.empty())));
    jars(NEW, 9_000);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("the jar that runs, " + OLD + ", is gone", NEW)
        .contains("rescale.allow-new-code: true");
  }

  @Test
  void anotherFileInThePlaceOfTheJarIsNotDeployed() throws Exception {
    JarCopy ran = kept("old classes");
    runsSince(rescaled(jar("9_words.jar", Optional.of(ran))));
    source = new JarSource.LocalFile(file("new classes"));
    jars("9_words.jar", 100);

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly("9_words.jar", "9_words.jar");
    assertThat(wanted(launches).copy()).contains(ran);
    assertThat(launches.notes())
        .singleElement()
        .asString()
        .contains("rescale.jar-file", JarCopy.of("words.jar", bytes("new classes")).sha256());
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void theJarThatRunsIsPutBackOnTheClusterFromItsCopy() throws Exception {
    JarCopy ran = kept("old classes");
    runsSince(rescaled(jar("8_words.jar", Optional.of(ran))));
    source = new JarSource.LocalFile(file("new classes"));
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");
    jars();

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly("9_words.jar", "9_words.jar");
    assertThat(wanted(launches).copy()).contains(ran);
  }

  @Test
  void anotherFileIsDeployedWhereNewCodeIsAllowedAndTheWayBackTakesTheOldOne() throws Exception {
    JarCopy ran = kept("old classes");
    runsSince(rescaled(jar(OLD, Optional.of(ran))));
    source = new JarSource.LocalFile(file("new classes"));
    newCode = NewCode.ALLOW;
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly(OLD, "9_words.jar");
    assertThat(wanted(launches).copy()).contains(JarCopy.of("words.jar", bytes("new classes")));
  }

  @Test
  void theFileOfAJobThatSomebodyElseStartedIsTakenOnTheUsersWord() throws Exception {
    source = new JarSource.LocalFile(file("classes"));
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly("9_words.jar", "9_words.jar");
    assertThat(launches.notes())
        .singleElement()
        .asString()
        .contains(JarCopy.of("words.jar", bytes("classes")).sha256())
        .contains("is taken for the code that runs");
  }

  @Test
  void theFileThatTheRunWasFirstSeenWithIsTaken() throws Exception {
    Path file = file("old classes");
    seenWith(file, "old classes");
    source = new JarSource.LocalFile(file);
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");

    assertThat(ids(launches().orElseThrow())).containsExactly("9_words.jar", "9_words.jar");
    assertThat(obstacles).isEmpty();
  }

  @Test
  void anotherFileThanTheRunWasFirstSeenWithIsAnObstacle() throws Exception {
    Path file = file("new classes");
    seenWith(file, "old classes");
    source = new JarSource.LocalFile(file);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .containsExactly(
            "rescale.jar-file %s (SHA-256 %s) may be other code than what runs: it had the SHA-256"
                    .formatted(file, sha256("new classes"))
                + " %s when this run was first seen; put that file back, or start the job from the"
                    .formatted(sha256("old classes"))
                + " other one yourself, or set rescale.allow-new-code: true");
    assertThat(flink.takeRequests()).doesNotContain("POST /jars/upload");
  }

  @Test
  void anotherFileThanTheRunWasFirstSeenWithIsDeployedWhereNewCodeIsAllowed() throws Exception {
    Path file = file("new classes");
    seenWith(file, "old classes");
    source = new JarSource.LocalFile(file);
    newCode = NewCode.ALLOW;
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");

    Launches launches = launches().orElseThrow();

    assertThat(ids(launches)).containsExactly("9_words.jar", "9_words.jar");
    assertThat(launches.notes())
        .singleElement()
        .asString()
        .contains("may be new code; the way back takes it, too", sha256("old classes"));
  }

  @Test
  void whatAnotherFileHeldSaysNothingOfTheFileThatIsConfiguredNow() throws Exception {
    seenWith(Path.of("/elsewhere/words.jar"), "mistaken");
    source = new JarSource.LocalFile(file("classes"));
    flink.answer("POST /jars/upload", "{\"filename\":\"/tmp/up/9_words.jar\"}");

    assertThat(ids(launches().orElseThrow())).containsExactly("9_words.jar", "9_words.jar");
  }

  @Test
  void aFileWithoutEndIsNotRead() throws Exception {
    source = new JarSource.LocalFile(Path.of("/dev/zero"));

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .containsExactly(
            "rescale.jar-file /dev/zero cannot be taken: it is no file; give the job's jar, or"
                + " upload it and give its name as rescale.jar");
  }

  @Test
  void aJarThatIsTooLargeForTheControllersMemoryIsNotRead() throws Exception {
    Path file = file("classes");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    source = new JarSource.LocalFile(file);

    assertThat(launches()).isEmpty();
    assertThat(obstacles)
        .singleElement()
        .asString()
        .contains("rescale.jar-file " + file, "it is larger than 104857600 bytes");
  }

  private Optional<Launches> launches() throws FlinkUnavailableException {
    FlinkRest rest = flink.client();
    LaunchConfig config =
        new JarLaunchConfig(
            LaunchMethod.ARGUMENTS,
            source,
            Optional.empty(),
            new ArgumentTemplate(List.of("${parallelism:count}")),
            Map.of(),
            NonRestoredState.REFUSE,
            newCode);
    return Launchers.of(rest, store, SecretLookup.NONE, SteadyClock.system(), "a test")
        .planner(
            config,
            new LaunchHistory(store, store),
            new FollowingVertices(rest, new FakeCluster(launch -> FORMER), Scheduling.BY_RESTART))
        .launches(rest.get("/config"), job(), WANTED, obstacles);
  }

  private JobSnapshot job() throws FlinkUnavailableException {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", new SettableClock(NOW));
    monitor.show(jobId, FORMER);
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  /** A rescale is in the journal, and the run is that which it launched. */
  private void runsSince(RescaleEntry rescale) {
    store.write(rescale);
    jobId = rescale.launchedJobId();
    flink
        .answer("GET /jobs/" + jobId, "{\"state\":\"RUNNING\",\"start-time\":150}")
        .answer("GET /jobs/" + jobId + "/config", "{}");
  }

  /** The run was first seen when the file at this path had this content. */
  private void seenWith(Path path, String content) throws FlinkUnavailableException {
    store.saveSeenRun(
        "WordCount",
        new SeenRun(
            jobId,
            job().graph(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new SeenJar(path.toString(), sha256(content))),
            Optional.empty()));
  }

  private static String sha256(String content) {
    return JarCopy.of("words.jar", bytes(content)).sha256();
  }

  private static RescaleEntry rescaled(Launch.Jar launch) {
    return RescaleEntries.launching("WordCount", launch).to(Stage.VERIFIED, NOW, "verified");
  }

  private static Launch.Jar jar(String id, Optional<JarCopy> copy) {
    return new Launch.Jar(
        id, copy, Optional.empty(), List.of("2"), Map.of(), UnclaimedState.REFUSE);
  }

  private JarCopy kept(String content) {
    JarCopy copy = JarCopy.of("words.jar", bytes(content));
    store.keep(copy, bytes(content));
    return copy;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("words.jar"), content);
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** Ids and upload times in turn. */
  private void jars(Object... idsAndTimes) {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < idsAndTimes.length; i += 2) {
      String id = (String) idsAndTimes[i];
      files.add(
          "{\"id\":\"%s\",\"name\":\"%s\",\"uploaded\":%s}"
              .formatted(id, id.substring(id.indexOf('_') + 1), idsAndTimes[i + 1]));
    }
    flink.answer("GET /jars", "{\"files\":[%s]}".formatted(String.join(",", files)));
  }

  private static List<String> ids(Launches launches) {
    return List.of(((Launch.Jar) launches.former()).jarId(), wanted(launches).jarId());
  }

  private static Launch.Jar wanted(Launches launches) {
    return (Launch.Jar) launches.wanted();
  }

  private static String plan() {
    return "{\"plan\":{\"nodes\":[{\"id\":\"%s\",\"parallelism\":1},{\"id\":\"%s\",\"parallelism\":6}]}}"
        .formatted(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT);
  }
}

package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.api.ApiFixture;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.GivenOrders;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderSequence;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.PlanId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that give orders, against the API over real HTTP. */
class OrderCommandsTest {
  private static final Map<OperatorId, Integer> PLANNED =
      Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 8);

  @TempDir private Path directory;
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(event -> {}).telling(directory);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void pauseSaysUntilWhenAndWhereToLook() {
    CommandRun run = run("pause", "WordCount", "--for", "2h", "--reason", "release");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    GivenOrder given = given().get(0);
    assertThat(run.out())
        .startsWith("pause of WordCount is given until " + given.until().orElseThrow())
        .contains(given.id());
    assertThat(given.lasts()).contains(Duration.ofHours(2));
    assertThat(given.reason()).isEqualTo("release");
    assertThat(given.author()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void everyOrderHasACommand() {
    run("resume", "WordCount", "--reason=r");
    run("pin", "WordCount", "count=6", "--reason=r");
    run("unpin", "WordCount", "count", "--reason=r");
    run("scale", "WordCount", "count=3", "source=1", "--reason=r");
    run("undo", "WordCount", "--reason=r");
    run("apply", "WordCount", "--reason=r");
    run("dismiss", "WordCount", "--reason=r");
    run("freeze", "--reason=r", "--author=bob");
    run("unfreeze", "--reason=r");

    assertThat(given())
        .extracting(given -> given.order().word())
        .containsExactly(
            "resume", "pin", "unpin", "scale", "undo", "apply", "dismiss", "freeze", "unfreeze");
    assertThat(given().get(1).order()).isEqualTo(new Order.Pin("count", 6));
    assertThat(given().get(3).order()).isEqualTo(new Order.Scale(Map.of("count", 3, "source", 1)));
    assertThat(given().get(7).author()).isEqualTo("bob");
  }

  @Test
  void applyShowsThePlanThatItMeans() {
    CommandRun run = run("apply", "WordCount", "--reason=r");

    assertThat(run.out())
        .contains(
            "count       2     8  it is busy", "plan " + plan(), "apply of WordCount is given");
    assertThat(given().get(0).order()).isEqualTo(new Order.Apply(PLANNED));
  }

  @Test
  void applyOfAPlanThatIsNotTheNewestIsRefused() {
    CommandRun run = run("apply", "WordCount", "--reason=r", "--plan=0123456789ab");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .contains("plan 0123456789ab of WordCount is not the newest one: plan " + plan());
    assertThat(given()).isEmpty();
  }

  @Test
  void dismissTakesThePlanThatIsNamed() {
    CommandRun run = run("dismiss", "WordCount", "--reason=r", "--plan=" + plan());

    assertThat(run.out()).startsWith("dismiss of WordCount is given");
    assertThat(given().get(0).order()).isEqualTo(new Order.Dismiss(PLANNED));
  }

  @Test
  void whereNothingIsRecommendedNothingIsApplied() throws Exception {
    api.job.held(HoldReason.FITS);

    CommandRun run = run("apply", "WordCount", "--reason=r");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .isEqualTo(
            "nothing is recommended for WordCount now; conttune plan WordCount tells more\n");
  }

  private String plan() {
    return PlanId.of(api.job.status().decision().orElseThrow()).orElseThrow().text();
  }

  @Test
  void handoverPausesTheJobAndPrintsWhatADeploymentNeeds() throws Exception {
    String id = "a".repeat(32);
    api.checkpoints =
        (config, jobId) ->
            Optional.of(new HandoverDocument.State("checkpoint", "s3://bucket/chk-9", 4.2, false));
    // As the control loop does once the pause is in the store.
    api.job.obeying(
        OrderSequence.of(
                List.of(
                    new GivenOrder(
                        id,
                        Optional.of("WordCount"),
                        new Order.Pause(),
                        "bob",
                        "release",
                        api.job.clock.instant(),
                        Optional.of(Duration.ofMinutes(30)))))
            .inForce());

    CommandRun run = run("handover", "WordCount", "--reason=release", "--author=bob", "--id=" + id);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            WordCount at http://127.0.0.1:8081, run job-1
              paused by bob until %s, reason: release
              state checkpoint s3://bucket/chk-9, 4.2 s old; a cancel of the job removes it

            OPERATOR  PARALLELISM
            source              1
            count               2
            """
                .formatted(given().get(0).until().orElseThrow()));
    assertThat(given().get(0).lasts()).contains(Duration.ofMinutes(30));
  }

  /** Its author has to end it, so the handover must not take its place. */
  @Test
  void handoverIsContentWithAPauseOfSomebodyElseThatLastsLonger() throws Exception {
    api.job.obeying(
        OrderSequence.of(List.of(GivenOrders.of("WordCount", 1, new Order.Pause()))).inForce());

    CommandRun run = run("handover", "WordCount", "--reason=release", "--author=bob");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("  paused by alice until it is resumed, reason: release\n");
  }

  @Test
  void handoverKeepsALongerPauseOfTheSameAuthorAndSaysSo() throws Exception {
    run("pause", "WordCount", "--for=2h", "--reason=incident", "--author=bob");
    api.job.obeying(OrderSequence.of(given()).inForce());

    CommandRun run = run("handover", "WordCount", "--reason=release", "--author=bob");

    assertThat(run.exitCode()).isZero();
    assertThat(given()).extracting(GivenOrder::reason).containsExactly("incident");
    assertThat(run.out()).contains("paused by bob until ", "reason: incident");
    assertThat(run.err())
        .startsWith("WordCount was paused by bob already, until ")
        .contains("reason: incident", "is kept; conttune resume ends it");
  }

  @Test
  void handoverSaysThatItTakesThePlaceOfAShorterPauseOfTheSameAuthor() {
    run("pause", "WordCount", "--for=5m", "--reason=incident", "--author=bob");

    CommandRun run = run("handover", "WordCount", "--reason=release", "--author=bob", "--wait=1ms");

    assertThat(given()).extracting(GivenOrder::reason).containsExactly("incident", "release");
    assertThat(run.err()).contains("reason: incident", "A longer one for the handover takes");
  }

  @Test
  void handoverWaitsForItsOwnPauseIfAnotherOneEndsSooner() throws Exception {
    GivenOrder brief = GivenOrders.of("WordCount", 1, new Order.Pause(), Duration.ofMinutes(5));
    api.job.obeying(OrderSequence.of(List.of(brief)).inForce());

    CommandRun run = run("handover", "WordCount", "--reason=release", "--wait=1ms");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err()).contains("not left alone yet: another pause is obeyed");
  }

  @Test
  void handoverFailsWhileTheServiceDoesNotLeaveTheJobAlone() {
    CommandRun run = run("handover", "WordCount", "--reason=release", "--wait=1ms");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.err())
        .contains(
            "obeys no pause yet",
            "The pause holds all the same",
            "conttune resume WordCount --author ");
    assertThat(given()).hasSize(1);
  }

  @Test
  void anOrderThatTheServiceRefusesEndsWithItsReason() {
    CommandRun run = run("pin", "WordCount", "cuont=6", "--reason=r");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("cuont");
    assertThat(given()).isEmpty();
  }

  /** Two orders could be carried out by half. */
  @Test
  void aPinNamesOneOperator() {
    CommandRun run = run("pin", "WordCount", "count=6", "source=2", "--reason=r");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("expected no argument source=2");
    assertThat(given()).isEmpty();
  }

  @Test
  void whatIsNotPinnedCannotBeUnpinned() {
    CommandRun run = run("unpin", "WordCount", "count", "--reason=r");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).isEqualTo("count of WordCount is not pinned; nothing is\n");
  }

  @Test
  void ofTwoCommandsWithOneIdOnlyTheFirstCounts() {
    String id = "--id=" + "a".repeat(32);
    run("undo", "WordCount", "--reason=r", id);
    CommandRun again = run("undo", "WordCount", "--reason=r", id);

    assertThat(again.exitCode()).isZero();
    assertThat(given()).extracting(GivenOrder::id).containsExactly("a".repeat(32));
  }

  @Test
  void whoGetsNoAnswerLearnsHowToRepeatTheOrderSafely() {
    api.close();
    CommandRun run = run("undo", "WordCount", "--reason=r");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).containsPattern("repeat the command with --id [0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume WordCount", "unpin WordCount count", "unfreeze"})
  void whatEndsAnOrderHasNoTime(String command) {
    CommandRun run = run((command + " --reason=r --for=1h").split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(given()).isEmpty();
  }

  @Test
  void anOrderNeedsAReason() {
    CommandRun run = run("pause", "WordCount");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("--reason");
  }

  private List<GivenOrder> given() {
    return api.store.openOrders(ToldJob.NAME).stream().map(OpenOrder::given).toList();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url=" + api.url());
    return CommandRun.of(all.toArray(String[]::new));
  }
}

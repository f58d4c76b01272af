package io.conttune.controller.rescale.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.DataSize;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ShrinkVetoes.Answer;
import io.conttune.core.rescale.ShrinkVetoes.Veto;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The job runs 2 sources and 4 counts on the TaskManagers a:1 and b:2. */
final class RestShrinkVetoesTest {
  private static final String JOB = "a".repeat(32);
  private static final String METRICS = "GET /taskmanagers/metrics";
  private static final String OF_THE_JOB = "&agg=avg&taskmanagers=a%3A1,b%3A2";
  private static final String GC = "Status.JVM.GarbageCollector.";
  private static final Map<OperatorId, Integer> FEWER =
      Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 2);
  private static final String SAVEPOINT =
      "{'id':9,'status':'FAILED','is_savepoint':true,'end_to_end_duration':9}";

  private final StubFlink flink = new StubFlink();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void stopServer() {
    flink.close();
  }

  @Test
  void asksForNothingThatNobodyWantsToKnow() throws Exception {
    assertThat(vetoes(asking(none(), none(), Optional.empty(), Optional.empty(), none(), none())))
        .isEqualTo(new Answer(List.of(), List.of()));
    assertThat(flink.takeRequests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"700, false", "800, false", "830, true"})
  void theHeapOfTheTaskManagersOfTheJobIsTooFull(int used, boolean isVetoed) throws Exception {
    runOnTwoTaskManagers();
    means("Status.JVM.Memory.Heap.Used,Status.JVM.Memory.Heap.Max", used, 1000);

    Answer answer =
        vetoes(asking(some(0.8), none(), Optional.empty(), Optional.empty(), none(), none()));

    assertThat(sentences(answer))
        .isEqualTo(
            isVetoed
                ? List.of(
                    "guard-rails.no-shrink-when.heap-above 0.8: the share of the heap of its"
                        + " TaskManagers that is used is 0.83")
                : List.of());
  }

  @Test
  void aValueThatFlinkDoesNotTellIsNoVeto() throws Exception {
    runOnTwoTaskManagers();
    flink.answer(METRICS, "[]");
    flink.answer(
        METRICS + "?get=Status.JVM.Memory.Heap.Used,Status.JVM.Memory.Heap.Max" + OF_THE_JOB, "[]");

    assertThat(
            vetoes(
                asking(some(0.8), some(0.1), Optional.empty(), Optional.empty(), none(), none())))
        .isEqualTo(
            new Answer(
                List.of(),
                List.of(
                    "guard-rails.no-shrink-when: Flink does not tell the share of the heap of its"
                        + " TaskManagers that is used",
                    "guard-rails.no-shrink-when: Flink does not tell the share of time that its"
                        + " TaskManagers collect garbage")));
  }

  @Test
  void flinkTellsTheTimeInGarbageCollectionPerSecond() throws Exception {
    runOnTwoTaskManagers();
    names(GC + "All.Time", GC + "All.TimeMsPerSecond", GC + "G1_Young_Generation.Time");
    means(GC + "All.TimeMsPerSecond", 250);

    assertThat(sentences(vetoes(gc(0.2)))).containsExactly(collecting("0.2", "is 0.25"));
    assertThat(sentences(vetoes(gc(0.3)))).isEmpty();
  }

  /** As Flink before 1.19 does. */
  @Test
  void ofTimesInGarbageCollectionThatAreCountedTheGrowthBetweenTwoLooksCounts() throws Exception {
    runOnTwoTaskManagers();
    names(GC + "G1_Young_Generation.Time", GC + "G1_Old_Generation.Time", GC + "G1.Count");
    String both = GC + "G1_Old_Generation.Time," + GC + "G1_Young_Generation.Time";
    RestShrinkVetoes vetoes = new RestShrinkVetoes(flink.client(), gc(0.1), clock);
    means(both, 1000, 9000);
    assertThat(sentences(vetoes.against(job(), FEWER)))
        .containsExactly(collecting("0.1", "is measured until the next try"));

    clock.advance(Duration.ofSeconds(30));
    means(both, 2000, 12_500);
    assertThat(sentences(vetoes.against(job(), FEWER)))
        .containsExactly(collecting("0.1", "is 0.15"));
    clock.advance(Duration.ofSeconds(30));
    means(both, 2000, 13_500);
    assertThat(sentences(vetoes.against(job(), FEWER))).isEmpty();
    clock.advance(Duration.ofHours(1));
    assertThat(sentences(vetoes.against(job(), FEWER)))
        .as("what was long ago tells nothing of now")
        .containsExactly(collecting("0.1", "is measured until the next try"));
  }

  private static String collecting(String bound, String finding) {
    return "guard-rails.no-shrink-when.gc-above "
        + bound
        + ": the share of time that its TaskManagers collect garbage "
        + finding;
  }

  @Test
  void theNewestCheckpointsHaveFailed() throws Exception {
    checkpoints(
        SAVEPOINT
            + ",{'id':8,'status':'IN_PROGRESS','is_savepoint':false},"
            + "{'id':7,'status':'FAILED','is_savepoint':false},"
            + "{'id':6,'status':'FAILED','is_savepoint':false},"
            + "{'id':5,'status':'COMPLETED','is_savepoint':false,'end_to_end_duration':200}");

    assertThat(sentences(vetoes(NoShrinkConfig.DEFAULT)))
        .containsExactly(
            "guard-rails.no-shrink-when.failed-checkpoints 2: the newest checkpoints have failed, 2"
                + " in a row");
    assertThat(
            vetoes(asking(none(), none(), Optional.empty(), Optional.of(3), none(), none()))
                .vetoes())
        .isEmpty();
  }

  @Test
  void oneThatWasCompletedEndsTheFailures() throws Exception {
    checkpoints(
        "{'id':7,'status':'COMPLETED','is_savepoint':false,'end_to_end_duration':200},"
            + "{'id':6,'status':'FAILED','is_savepoint':false},"
            + "{'id':5,'status':'FAILED','is_savepoint':false}");

    assertThat(vetoes(NoShrinkConfig.DEFAULT)).isEqualTo(new Answer(List.of(), List.of()));
  }

  /** They come every 2000 ms and take 1000 ms in the mean. */
  @ParameterizedTest
  @CsvSource({"2000, 0", "3000, 1", "4001, 2"})
  void theNewestCheckpointTookTooLong(int millis, int vetoed) throws Exception {
    checkpoints(
        "{'id':7,'status':'COMPLETED','is_savepoint':false,'end_to_end_duration':%d}"
            .formatted(millis));

    List<String> sentences =
        sentences(
            vetoes(asking(none(), none(), Optional.empty(), Optional.empty(), some(2), some(2))));

    assertThat(sentences).hasSize(vetoed);
    if (vetoed == 2) {
      assertThat(sentences)
          .containsExactly(
              "guard-rails.no-shrink-when.checkpoint-above-interval 2: the time of the newest"
                  + " checkpoint in intervals is 2",
              "guard-rails.no-shrink-when.checkpoint-above-mean 2: the time of the newest checkpoint"
                  + " in mean times is 4");
    }
  }

  @Test
  void aSubtaskWouldHaveTooMuchState() throws Exception {
    checkpoints("{'id':7,'status':'COMPLETED','is_savepoint':false,'end_to_end_duration':200}");
    json(
        "GET /jobs/" + JOB + "/checkpoints/details/7",
        "{'checkpointed_size':1,'tasks':{'count':{'state_size':3145728},"
            + "'source':{'state_size':999999999999}}}");

    assertThat(vetoes(state(1)).vetoes())
        .containsExactly(
            new Veto(
                Optional.of(FakeJobMonitor.COUNT),
                "guard-rails.no-shrink-when.state-per-subtask-above 1mb: count would have 1.5mb of"
                    + " state for each of 2 subtasks"));
    assertThat(vetoes(state(2))).isEqualTo(new Answer(List.of(), List.of()));
  }

  /**
   * Before 1.15 a checkpoint has the size of what it has added; later the details are forgotten.
   */
  @ParameterizedTest
  @ValueSource(strings = {"{'state_size':1,'tasks':{'count':{'state_size':3145728}}}", ""})
  void theStateIsNotTold(String details) throws Exception {
    checkpoints("{'id':7,'status':'COMPLETED','is_savepoint':false,'end_to_end_duration':200}");
    if (!details.isEmpty()) {
      json("GET /jobs/" + JOB + "/checkpoints/details/7", details);
    }

    assertThat(vetoes(state(1)))
        .isEqualTo(
            new Answer(
                List.of(),
                List.of(
                    "guard-rails.no-shrink-when: Flink does not tell the state of its operators")));
  }

  @Test
  void aJobThatCanHaveNoCheckpointsHasNoVetoOfThem() throws Exception {
    flink.answer(
        "GET /jobs/" + JOB + "/checkpoints/config",
        404,
        "{\"errors\":[\"Checkpointing is not enabled for this job (" + JOB + ").\"]}");

    assertThat(vetoes(state(1))).isEqualTo(new Answer(List.of(), List.of()));
  }

  @Test
  void aRefusalIsNoVeto() throws Exception {
    flink.answer("GET /jobs/" + JOB + "/checkpoints/config", 500, "{\"errors\":[\"Oops.\"]}");

    assertThat(vetoes(state(1)))
        .isEqualTo(
            new Answer(
                List.of(),
                List.of("guard-rails.no-shrink-when: Flink does not tell its checkpoints")));
  }

  private void runOnTwoTaskManagers() {
    json(
        "GET /jobs/" + JOB + "/vertices/source",
        "{'subtasks':[{'taskmanager-id':'a:1'},{'taskmanager-id':'(unassigned)'}]}");
    json(
        "GET /jobs/" + JOB + "/vertices/count",
        "{'subtasks':[{'taskmanager-id':'b:2'},{'taskmanager-id':'a:1'}]}");
  }

  private void names(String... names) {
    json(METRICS, "[{'id':'" + String.join("'},{'id':'", names) + "'}]");
  }

  private void means(String names, int... values) {
    StringBuilder metrics = new StringBuilder();
    String[] each = names.split(",", -1);
    for (int i = 0; i < each.length; i++) {
      metrics.append(i == 0 ? "" : ",");
      metrics.append("{'id':'%s','avg':%d.0}".formatted(each[i], values[i]));
    }
    json(METRICS + "?get=" + names + OF_THE_JOB, "[" + metrics + "]");
  }

  private void checkpoints(String history) {
    json("GET /jobs/" + JOB + "/checkpoints/config", "{'interval':2000}");
    json(
        "GET /jobs/" + JOB + "/checkpoints",
        "{'summary':{'end_to_end_duration':{'avg':1000}},'latest':{'completed':null},'history':["
            + history
            + "]}");
  }

  private void json(String what, String singleQuoted) {
    flink.answer(what, singleQuoted.replace('\'', '"'));
  }

  private Answer vetoes(NoShrinkConfig config) throws Exception {
    return new RestShrinkVetoes(flink.client(), config, clock).against(job(), FEWER);
  }

  private static List<String> sentences(Answer answer) {
    assertThat(answer.untold()).isEmpty();
    return answer.vetoes().stream().map(Veto::sentence).toList();
  }

  private static NoShrinkConfig gc(double above) {
    return asking(none(), some(above), Optional.empty(), Optional.empty(), none(), none());
  }

  private static NoShrinkConfig state(int megabytes) {
    DataSize size = new DataSize(megabytes, DataSize.Unit.MB);
    return asking(none(), none(), Optional.of(size), Optional.empty(), none(), none());
  }

  private static NoShrinkConfig asking(
      Optional<Double> heap,
      Optional<Double> gc,
      Optional<DataSize> state,
      Optional<Integer> failed,
      Optional<Double> interval,
      Optional<Double> mean) {
    return new NoShrinkConfig(heap, gc, state, failed, interval, mean);
  }

  private static Optional<Double> none() {
    return Optional.empty();
  }

  private static Optional<Double> some(double value) {
    return Optional.of(value);
  }

  private JobSnapshot job() throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor("WordCount", clock);
    monitor.show(JOB, Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 4));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}

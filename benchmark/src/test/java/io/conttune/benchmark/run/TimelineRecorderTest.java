package io.conttune.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineRecorderTest {
  private static final Instant NOW = Timelines.at(5);
  private static final OperatorMetrics MEASURED =
      new OperatorMetrics(
          Timelines.COUNT,
          4,
          1600,
          400,
          0,
          new TaskTime(0.5, 0.3, 0.2),
          OptionalDouble.empty(),
          Optional.empty());

  private final Timeline timeline = Timelines.empty(100L, 60L);
  private final TimelineRecorder recorder =
      new TimelineRecorder(timeline, jobId -> Optional.of(Timelines.at(2)));

  private static VertexSample sample(OperatorId id, OptionalLong pending) {
    return new VertexSample(
        id,
        VertexState.RUNNING,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Gauges.NONE,
        pending);
  }

  private static JobVertex vertex(OperatorId id, String... operators) {
    return new JobVertex(
        id, String.join(" -> ", operators), List.of(operators), 4, OptionalInt.of(720));
  }

  private static JobSnapshot snapshot() {
    JobGraph graph =
        new JobGraph(
            List.of(
                vertex(Timelines.SOURCE, "Source: source"),
                vertex(Timelines.COUNT, "count", "totals: Writer")),
            List.of(new JobEdge(Timelines.SOURCE, Timelines.COUNT, ShipStrategy.HASH)));
    return new JobSnapshot(
        Timelines.FIRST_RUN,
        "WordCount",
        JobState.RUNNING,
        NOW,
        Timelines.START,
        graph,
        Map.of(
            Timelines.SOURCE,
            sample(Timelines.SOURCE, OptionalLong.of(37)),
            Timelines.COUNT,
            sample(Timelines.COUNT, OptionalLong.empty())),
        new Slots(32, 28));
  }

  private static JobMetrics metrics() {
    return new JobMetrics(
        NOW, Duration.ofSeconds(4), Map.of(Timelines.COUNT, MEASURED), OptionalDouble.empty());
  }

  private void rescale(RescaleEntry before, Stage... stages) throws FlinkUnavailableException {
    RescaleEntry entry = before;
    double seconds = 1;
    for (Stage stage : stages) {
      RescaleEntry next = entry.to(stage, Timelines.at(seconds++), "on");
      recorder.record(new StepOutcome.Rescaling(entry, next, Duration.ZERO));
      entry = next;
    }
  }

  @Test
  void namesOperatorsByTheHeadOfTheirChain() throws FlinkUnavailableException {
    recorder.record(new StepOutcome.Measuring(snapshot(), "warming up"));

    TimelinePoint point = timeline.points().get(0);
    assertThat(point.operators().keySet()).containsExactly("source", "count");
    assertThat(point.operators().get("count").id()).isEqualTo(Timelines.COUNT);
    assertThat(point.at()).isEqualTo(NOW);
    assertThat(point.scheduledRate()).isEqualTo(100);
    assertThat(point.backlog()).hasValue(37);
    assertThat(point.jobId()).isEqualTo(Timelines.FIRST_RUN);
  }

  @Test
  void leavesOpenWhatWasNotMeasured() throws FlinkUnavailableException {
    recorder.record(new StepOutcome.Measuring(snapshot(), "warming up"));

    TimelinePoint.Operator count = timeline.points().get(0).operators().get("count");
    assertThat(count.parallelism()).isEqualTo(4);
    assertThat(count.inputRate()).isEmpty();
    assertThat(count.busy()).isEmpty();
    assertThat(count.processingAbility()).isEmpty();
    assertThat(count.targetRate()).isEmpty();
  }

  @Test
  void keepsWhatWasMeasured() throws FlinkUnavailableException {
    recorder.record(new StepOutcome.Observed(snapshot(), metrics()));

    TimelinePoint.Operator count = timeline.points().get(0).operators().get("count");
    assertThat(count.inputRate()).hasValue(400);
    assertThat(count.outputRate()).hasValue(0);
    assertThat(count.busy()).hasValue(0.5);
    assertThat(count.backPressured()).hasValue(0.2);
    assertThat(count.processingAbility()).hasValue(800);
  }

  @Test
  void takesTheTargetRateFromTheEvidence() throws FlinkUnavailableException {
    OperatorEvidence evidence =
        new OperatorEvidence(
            Timelines.COUNT,
            "count -> totals: Writer",
            MEASURED,
            OptionalDouble.of(412),
            OptionalDouble.empty(),
            List.of(),
            4,
            "fits",
            OptionalDouble.empty());
    Decision hold =
        new Decision.Hold(
            Decision.HoldReason.FITS,
            "fits",
            new Evidence("conttune", Provisioning.NORMAL, List.of(evidence), List.of()));
    DecisionRecord record =
        new DecisionRecord(
            "WordCount",
            Timelines.FIRST_RUN,
            NOW,
            DecisionRecord.Outcome.HELD,
            List.of(),
            hold,
            Optional.empty());

    recorder.record(
        new StepOutcome.Decided(
            snapshot(),
            metrics(),
            record,
            new LimitsOf.Fit.Known(new Limits(Map.of()), List.of()),
            News.NEW,
            Optional.empty()));

    Map<String, TimelinePoint.Operator> operators = timeline.points().get(0).operators();
    assertThat(operators.get("count").targetRate()).hasValue(412);
    assertThat(operators.get("source").targetRate()).isEmpty();
  }

  @Test
  void addsNothingWhileThereIsNothingToSee() throws FlinkUnavailableException {
    recorder.record(new StepOutcome.Unreachable("GET /jobs: refused", Optional.empty()));
    recorder.record(new StepOutcome.Waiting(new JobSighting.NotSeen("no such job")));

    assertThat(timeline.points()).isEmpty();
    assertThat(timeline.rescales()).isEmpty();
  }

  @Test
  void measuresTheDowntimeFromTheEndOfOneRunToTheStartOfTheNext() throws FlinkUnavailableException {
    RescaleEntry planned = Timelines.planned(0, Decision.Step.BIG);

    rescale(
        planned,
        Stage.STOPPING,
        Stage.STOPPED,
        Stage.SUBMITTING,
        Stage.SUBMITTED,
        Stage.RUNNING,
        Stage.VERIFIED);

    assertThat(timeline.rescales()).hasSize(1);
    TimelineRescale rescale = timeline.rescales().get(0);
    assertThat(rescale.stopped()).isEqualTo(Timelines.at(2));
    assertThat(rescale.running()).isEqualTo(Timelines.at(5));
    assertThat(rescale.downtime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(rescale.entry().stage()).isEqualTo(Stage.VERIFIED);
  }

  @Test
  void countsNoDowntimeOfARescaleThatWasGivenUpBeforeItTouchedTheJob()
      throws FlinkUnavailableException {
    rescale(Timelines.planned(0, Decision.Step.SMALL), Stage.STOPPING, Stage.ABANDONED);

    assertThat(timeline.rescales())
        .extracting(TimelineRescale::downtime)
        .containsOnly(Duration.ZERO);
  }

  @Test
  void forgetsOneRescaleBeforeTheNext() throws FlinkUnavailableException {
    RescaleEntry planned = Timelines.planned(0, Decision.Step.BIG);

    rescale(planned, Stage.STOPPED, Stage.SUBMITTED, Stage.RUNNING, Stage.VERIFIED);
    rescale(planned, Stage.STOPPED, Stage.SUBMITTED, Stage.SUBMITTED, Stage.ROLLED_BACK);

    assertThat(timeline.rescales())
        .extracting(TimelineRescale::running)
        .containsExactly(Timelines.at(3), Timelines.at(4));
  }

  @Test
  void letsAFlinkThatDoesNotAnswerBeKnown() {
    TimelineRecorder unlucky =
        new TimelineRecorder(
            timeline,
            jobId -> {
              throw new FlinkUnavailableException("GET /jobs: refused");
            });
    RescaleEntry planned = Timelines.planned(0, Decision.Step.BIG);
    RescaleEntry verified = planned.to(Stage.VERIFIED, Timelines.at(1), "settled");

    assertThatThrownBy(
            () -> unlucky.record(new StepOutcome.Rescaling(planned, verified, Duration.ZERO)))
        .isInstanceOf(FlinkUnavailableException.class);
  }
}

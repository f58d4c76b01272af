package io.conttune.controller.service.status;

import io.conttune.controller.loop.JobChange;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.OrderNews;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.objective.Objective;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleTimes;
import io.conttune.core.rescale.Stage;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A job {@code source → count} whose loop tells a board what the test says. {@code source} has a
 * backlog of 500 records, growing by 10 per second.
 */
public final class ToldJob {
  public static final String NAME = "WordCount";

  /** How far the job keeps its objective at each decision. */
  static final KeptObjective KEPT =
      new KeptObjective(
          new Objective(Duration.ofSeconds(10), 0.99),
          Duration.ofHours(2),
          Duration.ofMinutes(12),
          4.5);

  private static final JobMetrics METRICS =
      new JobFixture()
          .vertex("source", 1, 90, 90, 0.1)
          .backlog("source", 500, 10)
          .vertex("count", 2, 900, 900, 0.9)
          .metrics();

  public final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  public final StatusBoard board = new StatusBoard(clock);
  private final LoopListener listener;

  public ToldJob() {
    this.listener = board.of(NAME, URI.create("http://127.0.0.1:8081"));
  }

  public JobStatus status() {
    return board.job(NAME).orElseThrow();
  }

  public void hear(LoopNews news) {
    listener.hear(news);
  }

  /** A step that took half a second and had this outcome. */
  public void step(StepOutcome outcome) {
    step(outcome, Optional.empty());
  }

  public void step(StepOutcome outcome, Optional<JobOutage> outage) {
    step(outcome, outage, Optional.empty());
  }

  private void step(
      StepOutcome outcome, Optional<JobOutage> outage, Optional<KeptObjective> objective) {
    Stopwatch begun = Stopwatch.start(clock);
    clock.advance(Duration.ofMillis(500));
    hear(new LoopNews.Stepped(outcome, begun, outage, objective, OrderNews.NONE, 0));
  }

  /** There is no run to tune while these orders are obeyed. */
  public void missing(JobSighting.NotSeen sighting, OrdersInForce orders) {
    hear(
        new LoopNews.Stepped(
            new StepOutcome.Waiting(sighting),
            Stopwatch.start(clock),
            Optional.empty(),
            Optional.empty(),
            new OrderNews(orders, List.of()),
            0));
  }

  public void measuring(String jobId) throws Exception {
    measuring(jobId, 2);
  }

  /** Flink does not answer, and this many requests have failed so far. */
  public void failing(long restErrors) {
    hear(
        new LoopNews.Stepped(
            new StepOutcome.Unreachable("GET http://x/ refused", Optional.empty()),
            Stopwatch.start(clock),
            Optional.empty(),
            Optional.empty(),
            OrderNews.NONE,
            restErrors));
  }

  /** The job is measured while these orders are obeyed. */
  public void obeying(OrdersInForce orders) throws Exception {
    Stopwatch begun = Stopwatch.start(clock);
    hear(
        new LoopNews.Stepped(
            new StepOutcome.Measuring(snapshot("job-1"), "the window is not full"),
            begun,
            Optional.empty(),
            Optional.empty(),
            new OrderNews(orders, List.of()),
            0));
  }

  /** The job is measured while {@code count} has this many subtasks. */
  public void measuring(String jobId, int subtasks) throws Exception {
    step(new StepOutcome.Measuring(snapshot(jobId, subtasks), "the window is not full"));
  }

  public void changed(String jobId) throws Exception {
    step(
        new StepOutcome.Changed(
            snapshot(jobId), new JobChange("job-1", List.of("started by somebody else"))));
  }

  public void held(HoldReason cause) throws Exception {
    decided(Outcome.HELD, new Decision.Hold(cause, "held for " + cause, evidence()));
  }

  /**
   * A decision to leave the job alone.
   *
   * @param beyond the part of two hours in which its lag was longer than asked for
   */
  public void keeping(Duration beyond) throws Exception {
    decided(
        record(Outcome.HELD, new Decision.Hold(HoldReason.FITS, "it fits", evidence())),
        new KeptObjective(KEPT.objective(), KEPT.seen(), beyond, KEPT.lagSeconds()));
  }

  /** A decision to give {@code count} this many subtasks. */
  public void wanted(int subtasks, Outcome outcome) throws Exception {
    decided(outcome, wanting(subtasks));
  }

  private static Decision wanting(int subtasks) {
    Map<OperatorId, Integer> wanted =
        Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, subtasks);
    return new Decision.Rescale(Step.BIG, wanted, "count is short", evidence());
  }

  /** A decision to give {@code count} this many subtasks, which began a rescale. */
  public void begun(int subtasks, String rescaleId) throws Exception {
    decided(record(Outcome.STARTED, wanting(subtasks)).starting(rescaleId));
  }

  /** A decision to give {@code count} this many subtasks, against which this guard is. */
  public void withheld(int subtasks, String guard) throws Exception {
    decided(
        new DecisionRecord(
            NAME,
            "job-1",
            clock.instant(),
            Outcome.WITHHELD,
            List.of(guard),
            wanting(subtasks),
            Optional.empty()));
  }

  private void decided(Outcome outcome, Decision decision) throws Exception {
    decided(record(outcome, decision));
  }

  private DecisionRecord record(Outcome outcome, Decision decision) {
    return new DecisionRecord(
        NAME, "job-1", clock.instant(), outcome, List.of(), decision, Optional.empty());
  }

  private void decided(DecisionRecord record) throws Exception {
    decided(record, KEPT);
  }

  private void decided(DecisionRecord record, KeptObjective kept) throws Exception {
    step(
        new StepOutcome.Decided(
            snapshot("job-1"),
            METRICS,
            record,
            new LimitsOf.Fit.Known(new Limits(Map.of()), List.of()),
            StepOutcome.News.NEW,
            Optional.empty()),
        Optional.empty(),
        Optional.of(kept));
  }

  /** A rescale that takes a minute and keeps the job down for 12 s. */
  public void rescaled(Stage end) {
    Instant down = clock.instant();
    RescaleEntry planned = RescaleEntries.planned(NAME, 1);
    RescaleEntry begun =
        planned.to(Stage.STOPPING, down, "asked").with(RescaleTimes.EMPTY.asked(down).down(down));
    step(new StepOutcome.Rescaling(planned, begun, Duration.ofSeconds(1)));
    RescaleEntry ended =
        begun
            .with(begun.timeline().up(down.plusSeconds(12)))
            .to(end, down.plusSeconds(60), "it is " + end);
    step(new StepOutcome.Rescaling(begun, ended, Duration.ofSeconds(60)));
  }

  private static Evidence evidence() {
    return new Evidence(
        "conttune",
        Provisioning.UNDER,
        List.of(
            new OperatorEvidence(
                FakeJobMonitor.COUNT,
                "count",
                METRICS.of(FakeJobMonitor.COUNT),
                OptionalDouble.of(1234.5),
                OptionalDouble.empty(),
                List.of(),
                2,
                "it is busy",
                OptionalDouble.empty())),
        List.of());
  }

  private JobSnapshot snapshot(String jobId) throws Exception {
    return snapshot(jobId, 2);
  }

  private JobSnapshot snapshot(String jobId, int subtasks) throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor(NAME, clock);
    monitor.show(jobId, Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, subtasks));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}

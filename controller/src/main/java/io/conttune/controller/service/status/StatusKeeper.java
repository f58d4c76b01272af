package io.conttune.controller.service.status;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.OperatorNames;
import io.conttune.controller.service.status.JobTotals.Trouble;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.OperatorEvidence;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Keeps the status of one job by what its loop tells. Not thread-safe. */
final class StatusKeeper implements LoopListener {
  private final String job;
  private URI flink;
  private final SteadyClock clock;
  private final OperatorNames names = new OperatorNames();

  private Phase phase = Phase.STARTING;
  private String reason = "the loop has not ended its first step";
  private LeaseStatus lease = new LeaseStatus.Alone();
  private Stopwatch heard;
  private Optional<RunStatus> run = Optional.empty();
  private Optional<JobSighting.NotSeen> missing = Optional.empty();
  private Optional<DecisionRecord> decision = Optional.empty();
  private Optional<KeptObjective> objective = Optional.empty();
  private Optional<RescaleEntry> rescale = Optional.empty();
  private Optional<JobOutage> outage = Optional.empty();
  private OrdersInForce orders = OrdersInForce.NONE;
  private JobTotals totals = JobTotals.NONE;
  private int mostSlots;

  StatusKeeper(String job, URI flink, SteadyClock clock) {
    this.job = job;
    this.flink = flink;
    this.clock = clock;
    this.heard = Stopwatch.start(clock);
  }

  JobStatus status() {
    return new JobStatus(
        job, flink, phase, reason, lease, heard, run, missing, decision, objective, rescale, outage,
        orders, totals);
  }

  @Override
  public void hear(LoopNews news) {
    heard = Stopwatch.start(clock);
    Phase told =
        news.match(
            new LoopNews.Cases<>(
                this::stepped,
                this::leaseChanged,
                lost -> trouble(Trouble.LEASE_LOST, phase, lost.reason()),
                failed ->
                    trouble(
                        Trouble.STORE_FAILED, Phase.STORE_FAILED, failed.failure().getMessage()),
                defect -> trouble(Trouble.DEFECT, Phase.DEFECT, defect.defect().toString()),
                leftDown -> phase,
                this::settingsTaken));
    phase = told;
  }

  private Phase stepped(LoopNews.Stepped step) {
    totals = totals.withStep(step.begun().age(), step.restErrors());
    outage = step.outage();
    objective = step.objective();
    orders = step.orders().inForce();
    return step.outcome().accept(new Seen());
  }

  private Phase leaseChanged(LoopNews.LeaseChanged change) {
    lease = change.now();
    return phase;
  }

  private Phase settingsTaken(LoopNews.SettingsTaken settings) {
    flink = settings.flink();
    return phase;
  }

  private Phase trouble(Trouble trouble, Phase then, String why) {
    totals = totals.with(trouble);
    return because(then, why);
  }

  private Phase because(Phase now, String why) {
    reason = why;
    return now;
  }

  /**
   * Takes note of a look. A run that is not measured in it keeps what was measured before, except
   * for vertices whose parallelism has changed in place.
   */
  private void see(JobSnapshot look, Optional<JobMetrics> measured) {
    missing = Optional.empty();
    names.learn(look.graph());
    Map<OperatorId, OperatorMetrics> metrics =
        measured.map(JobMetrics::operators).orElseGet(() -> formerMetrics(look.jobId()));
    Optional<Decision> own =
        decision.filter(last -> last.jobId().equals(look.jobId())).map(DecisionRecord::decision);
    Map<OperatorId, Integer> wanted = own.map(StatusKeeper::wanted).orElse(Map.of());
    Map<OperatorId, OptionalDouble> rates = own.map(StatusKeeper::targetRates).orElse(Map.of());
    run =
        Optional.of(
            new RunStatus(
                look.jobId(),
                Stopwatch.start(clock),
                look.graph().vertices().stream()
                    .map(
                        vertex ->
                            new OperatorStatus(
                                vertex.id(),
                                nameOf(vertex.id()),
                                vertex.parallelism(),
                                wanted.getOrDefault(vertex.id(), vertex.parallelism()),
                                Optional.ofNullable(metrics.get(vertex.id()))
                                    .filter(of -> of.parallelism() == vertex.parallelism()),
                                rates.getOrDefault(vertex.id(), OptionalDouble.empty())))
                    .toList(),
                slots(look, wanted)));
  }

  private SlotUse slots(JobSnapshot look, Map<OperatorId, Integer> wanted) {
    Map<OperatorId, Integer> now = new HashMap<>(look.graph().parallelism());
    now.keySet().removeIf(id -> look.samples().get(id).state() == VertexState.FINISHED);
    Map<OperatorId, Integer> then = new HashMap<>(now);
    then.replaceAll((id, parallelism) -> wanted.getOrDefault(id, parallelism));
    int held = look.sharing().slots(now);
    int needed = look.sharing().slots(then);
    mostSlots = Math.max(mostSlots, Math.max(held, needed));
    return new SlotUse(held, needed, mostSlots, look.slots());
  }

  /** A vertex may have no name. */
  private String nameOf(OperatorId id) {
    String name = names.of(id);
    return name.isBlank() ? id.value() : name;
  }

  private Map<OperatorId, OperatorMetrics> formerMetrics(String jobId) {
    return run.filter(known -> known.jobId().equals(jobId)).stream()
        .flatMap(known -> known.operators().stream())
        .flatMap(operator -> operator.metrics().stream())
        .collect(Collectors.toMap(OperatorMetrics::id, metrics -> metrics));
  }

  private static Map<OperatorId, Integer> wanted(Decision decision) {
    return decision.match(Decision.Rescale::parallelism, hold -> Map.of());
  }

  private static Map<OperatorId, OptionalDouble> targetRates(Decision decision) {
    return decision.evidence().operators().stream()
        .collect(Collectors.toMap(OperatorEvidence::id, OperatorEvidence::targetRate));
  }

  /** Takes note of the outcome of a step, and answers with the phase that it shows. */
  private final class Seen implements StepOutcome.Visitor<Phase> {
    @Override
    public Phase unreachable(StepOutcome.Unreachable outcome) {
      return trouble(Trouble.FLINK_UNREACHABLE, Phase.UNREACHABLE, outcome.message());
    }

    @Override
    public Phase waiting(StepOutcome.Waiting outcome) {
      run = Optional.empty();
      missing = Optional.of(outcome.sighting());
      return because(Phase.WAITING, outcome.sighting().reason());
    }

    @Override
    public Phase changed(StepOutcome.Changed outcome) {
      see(outcome.snapshot(), Optional.empty());
      return because(Phase.MEASURING, String.join("; ", outcome.change().sentences()));
    }

    @Override
    public Phase measuring(StepOutcome.Measuring outcome) {
      see(outcome.snapshot(), Optional.empty());
      return because(Phase.MEASURING, outcome.reason());
    }

    @Override
    public Phase misfit(StepOutcome.Misfit outcome) {
      see(outcome.snapshot(), Optional.empty());
      return because(Phase.MISFIT, String.join("; ", outcome.faults()));
    }

    @Override
    public Phase observed(StepOutcome.Observed outcome) {
      see(outcome.snapshot(), Optional.of(outcome.metrics()));
      return because(Phase.OBSERVED, "the job is measured and not tuned");
    }

    @Override
    public Phase decided(StepOutcome.Decided outcome) {
      DecisionRecord record = outcome.record();
      decision = Optional.of(record);
      totals = totals.with(record);
      see(outcome.snapshot(), Optional.of(outcome.metrics()));
      return because(Phase.TUNED, reason(record));
    }

    /** What stands in the way of a plan comes first: a person may have forgotten their pause. */
    private static String reason(DecisionRecord record) {
      String wanted = record.decision().reason();
      return record.guards().isEmpty()
          ? wanted
          : String.join("; ", record.guards()) + "; otherwise: " + wanted;
    }

    @Override
    public Phase lateLaunch(StepOutcome.LateLaunch outcome) {
      return because(
          Phase.LATE_LAUNCH, "the run " + outcome.jobId() + " came up late and is ended");
    }

    @Override
    public Phase rescaling(StepOutcome.Rescaling outcome) {
      RescaleEntry after = outcome.after();
      rescale = Optional.of(after);
      if (after.stage().isFinal() && !outcome.before().stage().isFinal()) {
        totals = totals.with(after, outcome.lasted());
      }
      return because(Phase.RESCALING, after.note());
    }

    @Override
    public Phase tidied(StepOutcome.Tidied outcome) {
      return phase;
    }
  }
}

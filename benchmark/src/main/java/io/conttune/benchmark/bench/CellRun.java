package io.conttune.benchmark.bench;

import io.conttune.benchmark.bench.BenchPlan.Cell;
import io.conttune.benchmark.bench.BenchPlan.Settings;
import io.conttune.benchmark.jobs.ledger.Totals;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.QueryLaunch;
import io.conttune.benchmark.run.QueryOnFlink;
import io.conttune.benchmark.run.QuickConfig;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TunedRun;
import io.conttune.collector.MetricSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.service.report.DecisionFile;
import io.conttune.controller.service.report.LineFile;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.RecordJson;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs one tuner on one query. */
final class CellRun {
  /** From the submission to the first record: the job is up by then. */
  private static final Duration LEAD = Duration.ofSeconds(8);

  private final Cell cell;
  private final Settings settings;
  private final Path decisions;
  private final SteadyClock clock;

  /**
   * A run.
   *
   * @param decisions a file for the decisions and their evidence
   */
  CellRun(Cell cell, Settings settings, Path decisions, SteadyClock clock) {
    this.cell = cell;
    this.settings = settings;
    this.decisions = decisions;
    this.clock = clock;
  }

  /**
   * Runs it to the end.
   *
   * @throws IOException if Flink does not start, or the job does not end
   */
  CellResult on(FlinkTarget target, TunedRun.Watcher watcher)
      throws IOException, FlinkUnavailableException, InterruptedException {
    Instant begun = clock.instant();
    try (FlinkTarget.Cluster cluster = target.open();
        JdbcStore store =
            JdbcStore.open("jdbc:h2:file:" + cluster.directory().resolve("conttune"))) {
      QueryOnFlink job = new QueryOnFlink(cluster.place().flink(), launch(cluster.directory()));
      try {
        job.start(cluster.directory());
        Timeline timeline = tuned(job, cluster.place(), store).toEnd(keepingDecisions(watcher));
        return result(job.launch(), timeline, begun);
      } catch (IOException | FlinkUnavailableException | InterruptedException e) {
        cancelAfter(e, job);
        throw e;
      }
    }
  }

  private TunedRun.Watcher keepingDecisions(TunedRun.Watcher watcher) {
    DecisionFile file =
        new DecisionFile(new LineFile(decisions), new RecordJson()::write, CellRun::refuse, clock);
    return (outcome, timeline, now) -> {
      file.hear(new LoopNews.Stepped(outcome, Stopwatch.start(clock), Optional.empty()));
      watcher.stepped(outcome, timeline, now);
    };
  }

  /** A comparison without its decisions could not be understood. */
  private static void refuse(Event failure) {
    throw new StoreUnavailableException("cannot write the decisions: " + failure.fields());
  }

  /** On a cluster that outlives us, a job must not. */
  private static void cancelAfter(Exception reason, QueryOnFlink job) {
    try {
      job.cancel();
    } catch (FlinkUnavailableException alsoFailed) {
      reason.addSuppressed(alsoFailed);
    }
  }

  private QueryLaunch launch(Path directory) {
    RateSchedule multiples =
        new RateSchedule(
            Multiples.of(settings.steps(), settings.seed()),
            settings.stepDuration(),
            clock.instant().plus(LEAD));
    return cell.workload()
        .launch("bench-" + cell.name(), multiples, settings.seed(), directory.resolve("totals"));
  }

  private TunedRun tuned(QueryOnFlink job, QuickConfig.ClusterAddress place, JdbcStore store) {
    JobConfig config =
        QuickConfig.of(
            place,
            job.launch(),
            QuickConfig.tuner(cell.tuner().method(), settings.targetUtilization()),
            MetricSource.COUNTERS,
            parallelism());
    // Not from the seed: on a cluster that outlives us no job id may come twice.
    RescaleIds ids = new RescaleIds(new SecureRandom());
    return new TunedRun(
        job,
        new JobWiring(JobStores.in(store), ids, clock).controller(config),
        JobWiring.pace(config),
        clock);
  }

  private ParallelismConfig parallelism() {
    ParallelismConfig standard = ParallelismConfig.DEFAULT;
    Map<String, OperatorLimit> untuned =
        cell.workload().untuned().stream()
            .collect(Collectors.toMap(Function.identity(), name -> new OperatorLimit.Excluded()));
    return new ParallelismConfig(
        standard.min(), standard.max(), standard.slots(), standard.sources(), untuned);
  }

  private CellResult result(QueryLaunch launch, Timeline timeline, Instant begun)
      throws IOException {
    CellScore score =
        new CellScore(cell.workload(), launch.multiples(), settings.targetUtilization(), timeline);
    Totals totals = Totals.read(launch.totals());
    TotalsAudit audit = TotalsAudit.compare(launch.expected(), totals.ledger());
    return new CellResult(
        score.tunings(),
        score.reconfigurations(),
        score.bigReconfigurations(),
        score.seconds(),
        score.slotSeconds() / score.seconds(),
        score.maxSlots(),
        score.slotSeconds(),
        score.underProvisionedSeconds(),
        score.downSeconds(),
        score.excessSlots(),
        score.maxBacklogSeconds(),
        totals.latency().quantile(0.5).orElse(0),
        totals.latency().quantile(0.99).orElse(0),
        Duration.between(begun, clock.instant()).toMillis() / 1000.0,
        audit.recordsEmitted(),
        audit.recordsLost(),
        audit.recordsDuplicated());
  }
}

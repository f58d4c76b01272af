package io.conttune.controller.meters;

import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.JobTotals;
import io.conttune.controller.service.status.JobTotals.Trouble;
import io.conttune.controller.service.status.OperatorStatus;
import io.conttune.controller.service.status.Phase;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rescale.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Tells the series of one job from its status. */
final class JobMeters {
  private final Samples samples;

  JobMeters(Samples samples) {
    this.samples = samples;
  }

  void add(JobStatus status) {
    addState(status);
    addObjective(status);
    status.run().ifPresent(run -> run.operators().forEach(each -> addOperator(status.job(), each)));
    addTotals(status.job(), status.totals());
    samples.add(
        Meter.REST_ERRORS,
        (double) status.totals().restErrors(),
        status.job(),
        status.flink().toString());
  }

  private void addState(JobStatus status) {
    String job = status.job();
    for (Phase phase : Phase.values()) {
      samples.add(Meter.JOB_PHASE, phase == status.phase() ? 1 : 0, job, phase.word());
    }
    double acting =
        status.lease().match(alone -> 1.0, holding -> 1.0, handedOver -> 0.0, standingBy -> 0.0);
    samples.add(Meter.JOB_ACTING, acting, job);
    Duration down = status.outage().map(JobOutage::length).orElse(Duration.ZERO);
    samples.add(Meter.JOB_DOWN, Samples.seconds(down), job);
    status
        .run()
        .ifPresent(
            run -> {
              samples.add(Meter.JOB_METRICS_AGE, Samples.seconds(run.seen().age()), job);
              samples.add(Meter.JOB_SLOTS, run.slots().now(), job);
              samples.add(Meter.JOB_WANTED_SLOTS, run.slots().wanted(), job);
              samples.add(Meter.JOB_PEAK_SLOTS, run.slots().peak(), job);
            });
    samples.add(Meter.LOOP_AGE, Samples.seconds(status.heard().age()), job);
  }

  private void addObjective(JobStatus status) {
    String job = status.job();
    status
        .objective()
        .ifPresent(
            kept -> {
              samples.add(Meter.JOB_LAG, kept.lagSeconds(), job);
              samples.add(Meter.JOB_OBJECTIVE_KEPT, kept.share(), job);
              samples.add(Meter.JOB_OBJECTIVE_ASKED, kept.objective().share(), job);
            });
  }

  private void addOperator(String job, OperatorStatus operator) {
    String name = operator.name();
    samples.add(Meter.OPERATOR_PARALLELISM, operator.parallelism(), job, name);
    samples.add(Meter.OPERATOR_WANTED, operator.wanted(), job, name);
    samples.add(Meter.OPERATOR_TARGET, operator.targetRate(), job, name);
    samples.add(Meter.OPERATOR_BACKLOG_SECONDS, operator.backlogSeconds(), job, name);
    operator.metrics().ifPresent(metrics -> addMetrics(job, name, metrics));
  }

  private void addMetrics(String job, String operator, OperatorMetrics metrics) {
    samples.add(Meter.OPERATOR_INPUT, metrics.inputRate(), job, operator);
    samples.add(Meter.OPERATOR_ABILITY, metrics.processingAbility(), job, operator);
    samples.add(Meter.OPERATOR_BUSY, metrics.usefulTime(), job, operator);
    samples.add(Meter.OPERATOR_BACKPRESSURED, metrics.backPressureShare(), job, operator);
    Optional<Double> waiting = metrics.backlog().map(Backlog::records);
    waiting.ifPresent(records -> samples.add(Meter.OPERATOR_BACKLOG, records, job, operator));
  }

  private void addTotals(String job, JobTotals totals) {
    samples.add(Meter.LOOP_STEP, totals.steps(), job);
    totals
        .decisions()
        .forEach(
            (kind, count) ->
                samples.add(
                    Meter.DECISIONS,
                    count,
                    job,
                    word(kind.outcome()),
                    kind.cause().toLowerCase(Locale.ROOT)));
    for (Stage stage : Stage.values()) {
      if (stage.isFinal()) {
        samples.add(Meter.RESCALES, (double) totals.rescalesThatEnded(stage), job, word(stage));
      }
    }
    totals
        .rescales()
        .forEach(
            (end, timing) ->
                samples.add(
                    Meter.RESCALE_DURATION, timing, job, end.kind().name(), word(end.stage())));
    totals
        .downtimes()
        .forEach(
            (end, timing) ->
                samples.add(
                    Meter.RESCALE_DOWNTIME, timing, job, end.kind().name(), word(end.stage())));
    for (Trouble trouble : Trouble.values()) {
      double count = totals.troubles().getOrDefault(trouble, 0L).doubleValue();
      samples.add(Meter.LOOP_TROUBLES, count, job, word(trouble));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

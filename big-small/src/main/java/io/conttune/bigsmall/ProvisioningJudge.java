package io.conttune.bigsmall;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.BurstyInputs;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.rates.TargetRates;
import io.conttune.core.tuning.Provisioning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges from one window if a job is short of resources [ContTune §7].
 *
 * <ul>
 *   <li>CATCHING_UP: some source has a backlog, and all that have one work it off in time; or no
 *       source has one any more, and every saturated operator works off what is left in buffers.
 *   <li>UNDER: an operator other than a source is saturated, or any operator is backpressured
 *       (which alone is no sign if every source reports that no record waits); or a source has a
 *       backlog that does not fall in time and some operator is busy beyond the target utilisation.
 *       If no operator is that busy, the source itself is the bottleneck, and more subtasks
 *       elsewhere would not help. If all sources report their backlog, the rate is known, and it
 *       must exceed the capacity ({@link Shortfall}).
 *   <li>NORMAL otherwise.
 * </ul>
 *
 * The load of the CPUs does not count: operators that wait for an outside system while they process
 * a record are busy and use no CPU. An operator is as busy as its busiest subtask: one full subtask
 * among many is saturation, because the others cannot take its records. An operator that works a
 * burst off is busy for as long as that takes, and its producers may wait for it. That is no sign,
 * unless it takes too long.
 */
final class ProvisioningJudge {
  private final ContTuneSettings settings;
  private final ProvisioningRule rule;

  ProvisioningJudge(ContTuneSettings settings) {
    this.settings = settings;
    this.rule = settings.provisioning();
  }

  Judgement judge(JobGraph graph, JobMetrics metrics, TargetRates rates, BurstyInputs bursty) {
    List<SourceBacklog> backlogs = backlogs(graph, metrics);
    List<String> waiting = backlogs.stream().map(SourceBacklog::description).toList();
    if (!backlogs.isEmpty() && backlogs.stream().allMatch(b -> b.fallsInTime(rule))) {
      return new Judgement(Provisioning.CATCHING_UP, Set.of(), waiting);
    }
    Set<OperatorId> heldUp = bursty.heldUp(graph, metrics, rule.backPressure());
    Set<OperatorId> saturated = new LinkedHashSet<>();
    List<String> signs = new ArrayList<>();
    running(graph, metrics)
        .forEach(
            vertex -> {
              OperatorMetrics measured = metrics.of(vertex.id());
              if (isSaturated(graph, measured) && !bursty.hides(vertex.id())) {
                saturated.add(vertex.id());
                signs.add(0, text("%s is saturated (busy %.2f)", vertex, measured.usefulTime()));
              } else if (measured.backPressureShare() >= rule.backPressure()
                  && !heldUp.contains(vertex.id())) {
                signs.add(text("%s is backpressured (%.2f)", vertex, measured.backPressureShare()));
              }
            });
    if (backlogs.isEmpty() && allSourcesTell(graph, metrics)) {
      if (saturated.isEmpty()) {
        return new Judgement(Provisioning.NORMAL, Set.of(), signs);
      }
      if (onlyDrain(saturated, graph, metrics, rates)) {
        signs.add(0, "what is in the buffers is being worked off");
        return new Judgement(Provisioning.CATCHING_UP, Set.of(), signs);
      }
    }
    boolean slowInside = !signs.isEmpty() || someOperatorIsBusy(graph, metrics, bursty);
    signs.addAll(waiting);
    boolean under = slowInside && !signs.isEmpty() && lacksCapacity(graph, metrics, rates, bursty);
    return new Judgement(under ? Provisioning.UNDER : Provisioning.NORMAL, saturated, signs);
  }

  /** Returns whether the signs are of too little capacity, as far as the rate is known. */
  private boolean lacksCapacity(
      JobGraph graph, JobMetrics metrics, TargetRates rates, BurstyInputs bursty) {
    return !allSourcesTell(graph, metrics)
        || rates.match(
            known -> new Shortfall(graph, metrics, known, bursty, rule.backPressure()).exists(),
            unknown -> true);
  }

  /** Returns whether every source reports its backlog, so that its real rate is known. */
  static boolean allSourcesTell(JobGraph graph, JobMetrics metrics) {
    return running(graph, metrics)
        .filter(vertex -> graph.isSource(vertex.id()))
        .allMatch(vertex -> metrics.of(vertex.id()).backlog().isPresent());
  }

  /**
   * Returns whether each of these operators processes more than its real rate. Such an operator
   * works off records that wait in Flink's buffers, which no source reports.
   */
  private boolean onlyDrain(
      Set<OperatorId> saturated, JobGraph graph, JobMetrics metrics, TargetRates rates) {
    return rates.match(
        known ->
            saturated.stream()
                .map(graph::vertex)
                .allMatch(vertex -> drains(vertex, metrics, known)),
        unknown -> false);
  }

  private boolean drains(JobVertex vertex, JobMetrics metrics, TargetRates.Known rates) {
    double rate = rates.of(vertex.id()).rate().at(vertex.parallelism());
    return metrics.of(vertex.id()).inputRate() > rate * (1 + settings.steadyRate());
  }

  private boolean isSaturated(JobGraph graph, OperatorMetrics measured) {
    return settings.saturationIsSymptom()
        && !graph.isSource(measured.id())
        && measured.usefulTime() >= rule.saturatedBusy();
  }

  private boolean someOperatorIsBusy(JobGraph graph, JobMetrics metrics, BurstyInputs bursty) {
    double busy = Math.min(settings.targetUtilization(), rule.saturatedBusy());
    return running(graph, metrics)
        .filter(vertex -> !graph.isSource(vertex.id()) && !bursty.hides(vertex.id()))
        .anyMatch(vertex -> metrics.of(vertex.id()).usefulTime() >= busy);
  }

  private List<SourceBacklog> backlogs(JobGraph graph, JobMetrics metrics) {
    return running(graph, metrics)
        .filter(vertex -> graph.isSource(vertex.id()))
        .flatMap(vertex -> backlog(vertex, metrics).stream())
        .filter(backlog -> backlog.matters(rule))
        .toList();
  }

  private static Optional<SourceBacklog> backlog(JobVertex source, JobMetrics metrics) {
    OperatorMetrics measured = metrics.of(source.id());
    return measured.backlog().map(b -> new SourceBacklog(source.name(), b, measured.inputRate()));
  }

  private static Stream<JobVertex> running(JobGraph graph, JobMetrics metrics) {
    return graph.vertices().stream().filter(v -> metrics.operators().containsKey(v.id()));
  }

  private static String text(String format, JobVertex vertex, double share) {
    return String.format(Locale.ROOT, format, vertex.name(), share);
  }
}

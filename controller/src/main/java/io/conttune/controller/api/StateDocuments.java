package io.conttune.controller.api;

import io.conttune.controller.api.document.ClustersDocument;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.JobDocument.ObjectiveState;
import io.conttune.controller.api.document.JobState;
import io.conttune.controller.api.document.OperatorState;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.service.status.ClusterNeed;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.OperatorStatus;
import io.conttune.controller.service.status.Phase;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.controller.service.status.SlotUse;
import io.conttune.core.lease.Lease;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.rates.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Makes documents of the present state of a job. */
final class StateDocuments {
  private StateDocuments() {}

  static JobState state(JobStatus status, ServedJob served) {
    return new JobState(
        status.job(),
        status.flink().toString(),
        Scalars.word(served.config().mode()),
        status.phase().word(),
        status.reason(),
        status
            .lease()
            .match(alone -> true, holding -> true, handedOver -> false, standingBy -> false),
        status
            .lease()
            .match(
                alone -> Optional.<Lease>empty(),
                holding -> Optional.of(holding.lease()),
                handedOver -> Optional.<Lease>empty(),
                standingBy -> standingBy.other())
            .map(Lease::holder),
        status.run().map(RunStatus::jobId),
        optional(status.run().map(run -> Seconds.of(run.seen().age()))),
        Seconds.of(status.heard().age()),
        Seconds.of(nextLook(status, served)),
        optional(status.outage().map(JobOutage::length).map(Seconds::of)),
        subtasks(status, OperatorStatus::parallelism),
        subtasks(status, OperatorStatus::wanted),
        slots(status, SlotUse::now),
        slots(status, SlotUse::wanted),
        slots(status, SlotUse::peak),
        status
            .rescale()
            .filter(entry -> !entry.stage().isFinal())
            .map(entry -> Words.of(entry.stage())));
  }

  /** As long as the loop goes on as it did: a step that takes long makes it later. */
  private static Duration nextLook(JobStatus status, ServedJob served) {
    Duration wait =
        status.phase() == Phase.RESCALING ? served.pace().rescalePoll() : served.pace().poll();
    return status.heard().leftOf(wait);
  }

  private static OptionalInt subtasks(JobStatus status, ToIntFunction<OperatorStatus> number) {
    return status
        .run()
        .map(run -> OptionalInt.of(run.operators().stream().mapToInt(number).sum()))
        .orElseGet(OptionalInt::empty);
  }

  private static OptionalInt slots(JobStatus status, ToIntFunction<SlotUse> number) {
    return status
        .run()
        .map(run -> OptionalInt.of(number.applyAsInt(run.slots())))
        .orElseGet(OptionalInt::empty);
  }

  /** The clusters of these jobs. */
  static ClustersDocument clusters(List<JobStatus> jobs) {
    return new ClustersDocument(
        ClusterNeed.of(jobs).stream()
            .map(
                need ->
                    new ClustersDocument.Cluster(
                        need.flink().toString(),
                        need.slots().total(),
                        need.slots().available(),
                        need.neededSlots(),
                        need.taskManagers(),
                        need.neededTaskManagers()))
            .toList());
  }

  static JobDocument document(JobStatus status, ServedJob served) {
    List<OperatorStatus> operators = status.run().map(RunStatus::operators).orElse(List.of());
    VertexNames names = VertexNames.of(operators);
    return new JobDocument(
        state(status, served),
        operators.stream().map(StateDocuments::operator).toList(),
        status.objective().map(StateDocuments::objective),
        status.decision().map(RecordDocuments::decision),
        status.rescale().map(entry -> RecordDocuments.rescale(entry, names)));
  }

  private static ObjectiveState objective(KeptObjective kept) {
    return new ObjectiveState(
        kept.lagSeconds(),
        Seconds.of(kept.objective().lag()),
        kept.share(),
        kept.objective().share());
  }

  private static OperatorState operator(OperatorStatus operator) {
    Optional<OperatorMetrics> metrics = operator.metrics();
    return new OperatorState(
        operator.id().value(),
        operator.name(),
        operator.parallelism(),
        operator.wanted(),
        optional(metrics.map(OperatorMetrics::inputRate)),
        operator.targetRate(),
        metrics.map(OperatorMetrics::processingAbility).orElse(OptionalDouble.empty()),
        optional(metrics.map(OperatorMetrics::usefulTime)),
        optional(metrics.map(OperatorMetrics::backPressureShare)),
        optional(metrics.flatMap(OperatorMetrics::backlog).map(Backlog::records)),
        operator.backlogSeconds());
  }

  private static OptionalDouble optional(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}

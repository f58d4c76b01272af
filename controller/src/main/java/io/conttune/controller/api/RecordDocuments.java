package io.conttune.controller.api;

import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.RescaleDocument;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rates.Seconds;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescaleKind;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.PlanId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes documents of decisions and rescales. */
final class RecordDocuments {
  private RecordDocuments() {}

  static DecisionDocument decision(DecisionRecord record) {
    Evidence evidence = record.decision().evidence();
    return new DecisionDocument(
        record.at(),
        record.jobId(),
        Words.of(record.outcome()),
        record
            .decision()
            .match(rescale -> Words.of(rescale.step()), hold -> Words.of(hold.cause())),
        record.decision().reason(),
        record.guards(),
        evidence.tuner(),
        Words.of(evidence.provisioning()),
        evidence.operators().stream()
            .map(operator -> operator(operator, wanted(record, operator)))
            .toList(),
        evidence.notes(),
        record.rescaleId(),
        PlanId.of(record).map(PlanId::text));
  }

  private static int wanted(DecisionRecord record, OperatorEvidence operator) {
    return record
        .decision()
        .match(
            rescale -> rescale.parallelism().getOrDefault(operator.id(), operator.chosen()),
            hold -> operator.metrics().parallelism());
  }

  private static DecisionDocument.Operator operator(OperatorEvidence operator, int wanted) {
    return new DecisionDocument.Operator(
        operator.id().value(),
        operator.name(),
        operator.metrics().parallelism(),
        wanted,
        operator.metrics().inputRate(),
        operator.targetRate(),
        operator.metrics().processingAbility(),
        operator.metrics().usefulTime(),
        operator.why(),
        operator.candidates().stream().map(RecordDocuments::candidate).toList());
  }

  private static DecisionDocument.Candidate candidate(Candidate candidate) {
    return new DecisionDocument.Candidate(
        candidate.method(), candidate.parallelism(), candidate.mean(), candidate.note());
  }

  static RescaleDocument rescale(RescaleEntry entry, VertexNames names) {
    RescalePlan plan = entry.plan();
    return new RescaleDocument(
        entry.id(),
        entry.startedAt(),
        Words.of(entry.stage()),
        Words.of(entry.direction()),
        Words.of(plan.step()),
        RescaleKind.of(plan.rescaling()).name(),
        entry.note(),
        plan.jobId(),
        entry.launchedJobId(),
        changes(plan, names),
        seconds(entry.timeline().stopping()),
        seconds(entry.timeline().downtime()));
  }

  private static List<RescaleDocument.Change> changes(RescalePlan plan, VertexNames names) {
    return plan.former().keySet().stream()
        .filter(id -> !plan.former().get(id).equals(plan.wanted().get(id)))
        .sorted(Comparator.comparing(OperatorId::value))
        .map(
            id ->
                new RescaleDocument.Change(
                    id.value(), names.of(id), plan.former().get(id), plan.wanted().get(id)))
        .toList();
  }

  private static OptionalDouble seconds(Optional<Duration> duration) {
    return duration
        .map(known -> OptionalDouble.of(Seconds.of(known)))
        .orElseGet(OptionalDouble::empty);
  }
}

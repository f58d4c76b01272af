package io.conttune.core.tuning;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Decisions to test with. */
public final class DecisionRecords {
  /** A source. */
  public static final OperatorId SOURCE = new OperatorId("cbc357ccb763df2852fee8c4fc7d55f2");

  /** The vertex behind it. */
  public static final OperatorId COUNT = new OperatorId("0a448493b4782967b150582570326227");

  private static final Instant AT = Instant.parse("2026-03-29T01:00:00.000000001Z");

  private DecisionRecords() {}

  /** A decision in which nothing is empty. */
  public static DecisionRecord rescale(String jobName) {
    Evidence evidence =
        new Evidence(
            "conttune",
            Provisioning.UNDER,
            List.of(
                new OperatorEvidence(
                    COUNT,
                    "Keyed \"count\" → ∑\n",
                    metrics(COUNT, Optional.of(new Backlog(1e6, -12.5, 2e6))),
                    OptionalDouble.of(2000.1),
                    OptionalDouble.of(2500.125),
                    List.of(
                        new Candidate(
                            "gp",
                            OptionalInt.of(6),
                            OptionalDouble.of(2600),
                            OptionalDouble.of(31.4),
                            "smallest whose mean suffices"),
                        Candidate.of("ds2", 7, "linear")),
                    6,
                    "within α of the observations",
                    OptionalDouble.of(0.34))),
            List.of("backlog of 1 000 000 records"));
    return new DecisionRecord(
        jobName,
        "5e1f0d7a4b6c8e9f5e1f0d7a4b6c8e9f",
        AT,
        Outcome.REFUSED,
        List.of("the jar is not on this cluster", "too few slots"),
        new Decision.Rescale(
            Decision.Step.SMALL, Map.of(SOURCE, 2, COUNT, 6), "count is short", evidence),
        Optional.of("0123456789abcdef0123456789abcdef"));
  }

  /** A decision in which everything is empty that can be. */
  public static DecisionRecord hold(String jobName, String reason) {
    Evidence evidence =
        new Evidence(
            "ds2",
            Provisioning.NORMAL,
            List.of(
                new OperatorEvidence(
                    SOURCE,
                    "",
                    metrics(SOURCE, Optional.empty()),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    List.of(Candidate.none("gp", "no observation")),
                    2,
                    "",
                    OptionalDouble.empty())),
            List.of());
    return new DecisionRecord(
        jobName,
        "job",
        AT,
        Outcome.HELD,
        List.of(),
        new Decision.Hold(Decision.HoldReason.UNKNOWN_RATES, reason, evidence),
        Optional.empty());
  }

  private static OperatorMetrics metrics(OperatorId id, Optional<Backlog> backlog) {
    return new OperatorMetrics(
        id,
        4,
        Long.MAX_VALUE,
        1500.5,
        0.1,
        new TaskTime(0.7, 0.1, 0.2),
        OptionalDouble.of(0.8),
        backlog);
  }
}

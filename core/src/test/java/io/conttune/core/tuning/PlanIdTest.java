package io.conttune.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanIdTest {
  private static final OperatorId SOURCE = new OperatorId("a");
  private static final OperatorId COUNT = new OperatorId("b");
  private static final Evidence EVIDENCE =
      new Evidence("scripted", Provisioning.UNDER, List.of(), List.of());

  private static DecisionRecord record(String jobId, Decision decision) {
    return new DecisionRecord(
        "WordCount",
        jobId,
        Instant.EPOCH,
        Outcome.RECOMMENDED,
        List.of(),
        decision,
        Optional.empty());
  }

  private static Decision rescale(Map<OperatorId, Integer> parallelism) {
    return new Decision.Rescale(Decision.Step.SMALL, parallelism, "it is short", EVIDENCE);
  }

  private static DecisionRecord planned(String jobId, int count) {
    return record(jobId, rescale(Map.of(SOURCE, 1, COUNT, count)));
  }

  @Test
  void aPlanThatIsDecidedAnewKeepsItsId() {
    Optional<PlanId> id = PlanId.of(planned("job-1", 8));

    assertThat(id).isPresent().isEqualTo(PlanId.of(planned("job-1", 8)));
    assertThat(id.orElseThrow().text()).matches("[0-9a-f]{12}");
  }

  @Test
  void anotherParallelismOrAnotherRunIsAnotherPlan() {
    assertThat(
            List.of(
                PlanId.of(planned("job-1", 8)),
                PlanId.of(planned("job-1", 9)),
                PlanId.of(planned("job-2", 8)),
                PlanId.of(record("job-1", rescale(Map.of(SOURCE, 8, COUNT, 1))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aHoldAndWhatWasBegunHaveNone() {
    Decision hold = new Decision.Hold(Decision.HoldReason.FITS, "it fits", EVIDENCE);

    assertThat(PlanId.of(record("job-1", hold))).isEmpty();
    assertThat(PlanId.of(planned("job-1", 8).starting("0123456789abcdef0123456789abcdef")))
        .isEmpty();
  }
}

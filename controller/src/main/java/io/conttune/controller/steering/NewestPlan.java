package io.conttune.controller.steering;

import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.PlanId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of the newest decision on one job. Only it can be applied or dismissed: an older one
 * answers a load that may be gone.
 *
 * @param jobName of the job
 * @param decisions on it
 */
record NewestPlan(String jobName, DecisionLog decisions) {
  /**
   * The parallelism of the plan with this id.
   *
   * @throws ProblemException if it is not the newest plan, or nothing is planned
   */
  Map<OperatorId, Integer> named(String id) throws ProblemException {
    Optional<DecisionRecord> newest = decisions.decisions(jobName, 1).stream().findFirst();
    Optional<PlanId> present = newest.flatMap(PlanId::of);
    if (present.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              409,
              "nothing-recommended",
              "the newest decision on %s recommends nothing, so plan %s is out of date"
                  .formatted(jobName, id)));
    }
    if (!present.get().text().equals(id)) {
      throw new ProblemException(
          Problem.of(
                  409,
                  "plan-outdated",
                  "plan %s of %s is not the newest one: plan %s was decided at %s; look at it with conttune plan %s"
                      .formatted(
                          id,
                          jobName,
                          present.get().text(),
                          newest.map(record -> record.at().toString()).orElse(""),
                          jobName))
              .expecting(List.of(present.get().text())));
    }
    return newest
        .flatMap(
            record ->
                record
                    .decision()
                    .match(
                        rescale -> Optional.of(rescale.parallelism()),
                        hold -> Optional.<Map<OperatorId, Integer>>empty()))
        .orElseThrow();
  }
}

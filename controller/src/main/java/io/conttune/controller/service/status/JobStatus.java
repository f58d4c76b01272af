package io.conttune.controller.service.status;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.JobOutage;
import io.conttune.core.Require;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.DecisionRecord;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A job as its control loop knew it after its last step. Ages in it go on by themselves.
 *
 * @param job the job's name
 * @param flink address of its cluster
 * @param phase what the loop was busy with
 * @param reason one sentence for a person: why it is in this phase
 * @param lease the right of this controller to the job
 * @param heard measures the time since the loop was heard of last
 * @param run the run that was seen last; empty while there is none
 * @param missing what there was instead of a run to tune at the last look; empty if there was one
 * @param decision the newest decision; empty before the first
 * @param objective how far the objective is kept; empty if there is none, or nobody knows
 * @param rescale the newest rescale that this service has carried on; empty if there was none
 * @param outage the outage that goes on; empty if the job is up
 * @param orders of people that the last step has obeyed
 * @param totals what has happened since the service started
 */
public record JobStatus(
    String job,
    URI flink,
    Phase phase,
    String reason,
    LeaseStatus lease,
    Stopwatch heard,
    Optional<RunStatus> run,
    Optional<JobSighting.NotSeen> missing,
    Optional<DecisionRecord> decision,
    Optional<KeptObjective> objective,
    Optional<RescaleEntry> rescale,
    Optional<JobOutage> outage,
    OrdersInForce orders,
    JobTotals totals) {
  public JobStatus {
    Require.text("job", job);
    Objects.requireNonNull(flink, "flink");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(heard, "heard");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(rescale, "rescale");
    Objects.requireNonNull(outage, "outage");
    Objects.requireNonNull(orders, "orders");
    Objects.requireNonNull(totals, "totals");
  }
}

package io.conttune.controller.loop;

import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotShares;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf;
import java.util.Optional;

/**
 * The part of one job in the slots that all jobs of its cluster may hold together. A job is never
 * made smaller for it: the slots that it holds are its own.
 *
 * @param all slots that the jobs of the cluster may hold
 * @param others slots that other jobs hold
 * @param shares of the slot-sharing groups of the job
 */
record SlotBudget(int all, int others, SlotShares shares) {
  /** The budget of the owner of a job; empty if there is none. */
  static Optional<SlotBudget> of(
      GuardRailsConfig rails, JobSnapshot job, LimitsOf.Fit.Known limits) {
    return rails.clusterSlots().map(all -> of(all, job, limits));
  }

  private static SlotBudget of(int all, JobSnapshot job, LimitsOf.Fit.Known limits) {
    int own = job.sharing().slots(job.heldParallelism());
    int others = Math.max(0, job.slots().total() - job.slots().available() - own);
    SlotShares shares =
        SlotShares.of(
            job.sharing(),
            job.heldParallelism(),
            Math.max(own, all - others),
            id -> !limits.limits().of(id).isFixed());
    return new SlotBudget(all, others, shares);
  }

  /** These bounds of a vertex as far as the budget lets it grow. */
  Bounds capped(Bounds wide, JobVertex vertex) {
    int most = Math.max(vertex.parallelism(), shares.most(vertex.id()));
    return most < wide.most() ? new Bounds(Math.min(wide.least(), most), most) : wide;
  }

  /** Tells what the budget leaves to the job, and what would lift it. */
  String sentence() {
    return "guard-rails.cluster-slots: other jobs hold %d of the %d slots that the jobs of the cluster may have together, which leaves %d to this one; raise it"
        .formatted(others, all, shares.most());
  }

  /**
   * One sentence that refuses a plan of a job that would grow beyond the budget. Here slots count
   * too that unfinished rescales of other jobs have reserved.
   */
  static Optional<String> refusal(GuardRailsConfig rails, JobSnapshot job, RescalePlan plan) {
    return rails
        .clusterSlots()
        .flatMap(
            all ->
                plan.slots()
                    .filter(claim -> claim.wanted() > claim.held())
                    .filter(claim -> others(job, claim) + claim.wanted() > all)
                    .map(
                        claim ->
                            "the job would have %d slots, and other jobs hold or have reserved %d: more than the %d of guard-rails.cluster-slots"
                                .formatted(claim.wanted(), others(job, claim), all)));
  }

  private static int others(JobSnapshot job, SlotClaim claim) {
    return Math.max(0, job.slots().total() - claim.shown());
  }
}

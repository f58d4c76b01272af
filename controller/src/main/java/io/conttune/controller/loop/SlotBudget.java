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
 * The slots that one job may hold by its owner's budgets: of the slots that all jobs of its cluster
 * may hold together, or of its own. A job is never made smaller for it: the slots that it holds are
 * its own.
 *
 * @param shares of the slot-sharing groups of the job
 * @param sentence tells what the budget leaves to the job, and what would lift it
 */
record SlotBudget(SlotShares shares, String sentence) {
  /** The narrowest budget of the owner of a job; empty if there is none. */
  static Optional<SlotBudget> of(
      GuardRailsConfig rails, JobSnapshot job, LimitsOf.Fit.Known limits) {
    int own = job.sharing().slots(job.heldParallelism());
    int others = Math.max(0, job.slots().total() - job.slots().available() - own);
    Optional<Integer> left = rails.clusterSlots().map(all -> all - others);
    Optional<Integer> ofTheJob =
        rails.jobSlots().filter(most -> left.filter(rest -> rest < most).isEmpty());
    return ofTheJob
        .or(() -> left)
        .map(
            most ->
                SlotShares.of(
                    job.sharing(),
                    job.heldParallelism(),
                    Math.max(own, most),
                    id -> !limits.limits().of(id).isFixed()))
        .map(
            shares ->
                new SlotBudget(
                    shares,
                    ofTheJob
                        .map(SlotBudget::ofTheJob)
                        .orElseGet(
                            () ->
                                ofTheCluster(
                                    others, rails.clusterSlots().orElseThrow(), shares.most()))));
  }

  private static String ofTheJob(int most) {
    return "guard-rails.job-slots: the job may hold %d slots; raise it".formatted(most);
  }

  private static String ofTheCluster(int others, int all, int left) {
    return "guard-rails.cluster-slots: other jobs hold %d of the %d slots that the jobs of the cluster may have together, which leaves %d to this one; raise it"
        .formatted(others, all, left);
  }

  /** These bounds of a vertex as far as the budget lets it grow. */
  Bounds capped(Bounds wide, JobVertex vertex) {
    int most = Math.max(vertex.parallelism(), shares.most(vertex.id()));
    return most < wide.most() ? new Bounds(Math.min(wide.least(), most), most) : wide;
  }

  /**
   * One sentence that refuses a plan of a job that would grow beyond a budget. Here slots count too
   * that unfinished rescales of other jobs have reserved.
   */
  static Optional<String> refusal(GuardRailsConfig rails, JobSnapshot job, RescalePlan plan) {
    Optional<SlotClaim> grows = plan.slots().filter(claim -> claim.wanted() > claim.held());
    return grows.flatMap(
        claim ->
            rails
                .jobSlots()
                .filter(most -> claim.wanted() > most)
                .map(
                    most ->
                        "the job would have %d slots: more than the %d of guard-rails.job-slots"
                            .formatted(claim.wanted(), most))
                .or(() -> beyondCluster(rails, job, claim)));
  }

  private static Optional<String> beyondCluster(
      GuardRailsConfig rails, JobSnapshot job, SlotClaim claim) {
    return rails
        .clusterSlots()
        .filter(all -> others(job, claim) + claim.wanted() > all)
        .map(
            all ->
                "the job would have %d slots, and other jobs hold or have reserved %d: more than the %d of guard-rails.cluster-slots"
                    .formatted(claim.wanted(), others(job, claim), all));
  }

  private static int others(JobSnapshot job, SlotClaim claim) {
    return Math.max(0, job.slots().total() - claim.shown());
  }
}

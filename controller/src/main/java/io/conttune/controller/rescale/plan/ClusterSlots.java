package io.conttune.controller.rescale.plan;

import io.conttune.collector.ClusterJobs;
import io.conttune.collector.ClusterOverview;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.SlotLimit;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.metrics.Slots;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.SlotReservation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Counts the slots of a cluster for the rescales of one job. The rescales of other jobs that are
 * not finished have reserved slots: the journal tells which, also those of other controllers with
 * the same store.
 */
public final class ClusterSlots {
  /**
   * An id that the job of every application cluster may have. So it does not tell one cluster from
   * another.
   */
  private static final String SHARED_ID = "0".repeat(32);

  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final Journal journal;
  private final SlotLimit limit;

  /**
   * The slots of the cluster that this client reaches.
   *
   * @param journal of all jobs of the cluster, as far as they are served with the same store
   * @param limit the user's
   */
  public ClusterSlots(FlinkRest rest, Journal journal, SlotLimit limit) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.journal = journal;
    this.limit = limit;
  }

  /**
   * Counts the slots for a job that is to have this parallelism.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  SlotCount count(JobSnapshot job, Map<OperatorId, Integer> wanted)
      throws FlinkUnavailableException {
    SlotSharing sharing = job.sharing();
    // Reservations are read before and after: a rescale of another job may begin or end while the
    // cluster answers.
    Map<String, String> jobs = this.jobs.statusById();
    List<String> cluster = names(jobs.keySet());
    List<SlotReservation> before = reserved(job, cluster);
    Slots slots = ClusterOverview.slots(rest);
    List<SlotReservation> after = reserved(job, cluster);
    return new SlotCount(
        SlotCount.sorted(sharing.slotsByGroup(wanted).values()),
        sharing.slots(job.heldParallelism()),
        slots,
        larger(before, after),
        limit,
        sharing.isTold(),
        names(running(jobs)));
  }

  /**
   * The names by which a cluster is recognised: its URLs, and the ids of its jobs, which are the
   * same at every URL that reaches it.
   */
  private List<String> names(Collection<String> jobIds) {
    return Stream.concat(
            rest.baseUrls().stream(), jobIds.stream().filter(id -> !id.equals(SHARED_ID)))
        .toList();
  }

  private static List<String> running(Map<String, String> statusById) {
    return statusById.entrySet().stream()
        .filter(job -> !JobState.of(job.getValue()).isTerminal())
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<SlotReservation> reserved(JobSnapshot job, List<String> cluster) {
    return SlotReservation.ofOthers(job.jobName(), cluster, journal.unfinished());
  }

  /** The larger one of each rescale's reservations. */
  private static List<SlotReservation> larger(
      List<SlotReservation> before, List<SlotReservation> after) {
    Map<String, SlotReservation> byRescale = new LinkedHashMap<>();
    before.forEach(reservation -> byRescale.put(reservation.rescaleId(), reservation));
    after.forEach(
        reservation ->
            byRescale.merge(
                reservation.rescaleId(),
                reservation,
                (one, other) -> one.slots() >= other.slots() ? one : other));
    return List.copyOf(byRescale.values());
  }
}

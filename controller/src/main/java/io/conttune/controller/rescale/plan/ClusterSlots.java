package io.conttune.controller.rescale.plan;

import io.conttune.collector.ClusterOverview;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.SlotLimit;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotSharing;
import io.conttune.core.metrics.Slots;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotReservation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the slots of a cluster for the rescales of one job. The rescales of other jobs that are
 * not finished have reserved slots: the journal tells which, also those of other controllers with
 * the same store.
 */
public final class ClusterSlots {
  private final FlinkRest rest;
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
    this.journal = journal;
    this.limit = limit;
  }

  /** URLs by which other jobs are known to be on the same cluster. */
  List<String> cluster() {
    return rest.baseUrls();
  }

  /**
   * Counts the slots for a job that is to have this parallelism.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  SlotCount count(JobSnapshot job, Map<OperatorId, Integer> wanted)
      throws FlinkUnavailableException {
    SlotSharing sharing = job.sharing();
    // Before and after: a rescale may begin or end while the cluster answers.
    List<SlotReservation> before = reserved(job);
    Slots slots = ClusterOverview.slots(rest);
    List<SlotReservation> after = reserved(job);
    return new SlotCount(
        SlotCount.sorted(sharing.slotsByGroup(wanted).values()),
        sharing.slots(unfinished(job)),
        slots,
        larger(before, after),
        limit,
        sharing.isTold());
  }

  private List<SlotReservation> reserved(JobSnapshot job) {
    List<RescaleEntry> unfinished = journal.unfinished();
    return SlotReservation.ofOthers(job.jobName(), cluster(), unfinished);
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

  private static Map<OperatorId, Integer> unfinished(JobSnapshot job) {
    return job.graph().vertices().stream()
        .filter(vertex -> job.samples().get(vertex.id()).state() != VertexState.FINISHED)
        .collect(Collectors.toMap(JobVertex::id, JobVertex::parallelism));
  }
}

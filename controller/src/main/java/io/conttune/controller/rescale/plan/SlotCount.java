package io.conttune.controller.rescale.plan;

import io.conttune.controller.config.SlotLimit;
import io.conttune.core.Require;
import io.conttune.core.metrics.Slots;
import io.conttune.core.rescale.SlotClaim;
import io.conttune.core.rescale.SlotReservation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The slots that a job needs for a parallelism, and those that it may use.
 *
 * @param groups the slots that each of its slot-sharing groups needs
 * @param own slots that it has now
 * @param cluster slots of its cluster
 * @param reserved what rescales of other jobs need of the slots that the cluster shows as free
 * @param limit the user's
 * @param isSharingTold true if Flink tells the slot-sharing groups
 * @param names by which the cluster is known: its URLs, and the ids of the jobs that run on it
 */
record SlotCount(
    List<Integer> groups,
    int own,
    Slots cluster,
    List<SlotReservation> reserved,
    SlotLimit limit,
    boolean isSharingTold,
    List<String> names) {
  SlotCount {
    groups = List.copyOf(groups);
    Require.atLeast("own slots", 0, own);
    Objects.requireNonNull(cluster, "cluster");
    reserved = List.copyOf(reserved);
    Objects.requireNonNull(limit, "limit");
    names = List.copyOf(names);
  }

  /** The slots of these groups, the largest group first. */
  static List<Integer> sorted(Collection<Integer> groups) {
    return groups.stream().sorted(Comparator.reverseOrder()).toList();
  }

  /** The slots that the job needs. */
  int needed() {
    return groups.stream().mapToInt(Integer::intValue).sum();
  }

  /** The job's own slots, and those that are free and not reserved. */
  int found() {
    return own + unreserved();
  }

  private int unreserved() {
    int others = reserved.stream().mapToInt(SlotReservation::slots).sum();
    return Math.max(0, cluster.available() - others);
  }

  /** The slots that a restarted job may use. */
  int most() {
    return limit.most(own, new Slots(cluster.total(), unreserved()));
  }

  /** The claim of a rescale to what the job needs. */
  SlotClaim claim() {
    return new SlotClaim(
        names,
        own,
        needed(),
        found(),
        reserved.stream().map(SlotReservation::rescaleId).collect(Collectors.toSet()));
  }

  /** Why the job cannot be restarted with what it needs, and what would help. */
  Optional<String> obstacle() {
    if (needed() <= most()) {
      return Optional.empty();
    }
    return Optional.of(
        "the job needs %d slots in %s and may use %d (%s); %s"
            .formatted(
                needed(),
                inGroups(),
                most(),
                limit.given().isPresent() ? "parallelism.slots" : holdings(),
                limit.remedy()));
  }

  /** The job's own slots, the free ones, and who has reserved some of these. */
  String holdings() {
    String free = "its own %d and %d free".formatted(own, cluster.available());
    List<String> claims =
        reserved.stream()
            .filter(claim -> claim.slots() > 0)
            .map(
                claim -> "%d for the rescale of job '%s'".formatted(claim.slots(), claim.jobName()))
            .toList();
    return claims.isEmpty()
        ? free
        : "%s, of which are reserved %s".formatted(free, String.join(" and ", claims));
  }

  private String inGroups() {
    if (groups.size() > 1) {
      return "%d slot-sharing groups (%s)"
          .formatted(
              groups.size(),
              groups.stream().map(String::valueOf).collect(Collectors.joining(" + ")));
    }
    return isSharingTold
        ? "one slot-sharing group"
        : "one slot-sharing group, which is assumed, as Flink tells the groups from 1.20 on,";
  }
}

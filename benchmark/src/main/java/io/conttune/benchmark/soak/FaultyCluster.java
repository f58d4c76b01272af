package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.PlayedApi;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedReply;
import io.conttune.benchmark.played.PlayedRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A played cluster with faults: those of its plan, and now and then a single reply. A request that
 * is to change something is carried out in half of the cases before its reply is spoilt.
 */
final class FaultyCluster implements PlayedApi {
  private static final double SINGLE = 0.0005;
  private static final List<FaultKind> OF_REPLIES =
      List.of(FaultKind.values()).stream().filter(kind -> !kind.isOfJob()).toList();

  private final PlayedCluster cluster;
  private final List<Outage> outages;
  private final RandomGenerator random;
  private final Map<FaultKind, Long> spoilt = new EnumMap<>(FaultKind.class);
  private long lastSpoilt;

  FaultyCluster(PlayedCluster cluster, List<Outage> outages, RandomGenerator random) {
    this.cluster = cluster;
    this.outages = List.copyOf(outages);
    this.random = random;
  }

  @Override
  public synchronized PlayedReply answer(PlayedRequest request) {
    long now = System.currentTimeMillis();
    Optional<Outage> outage = outages.stream().filter(each -> each.isAt(now)).findFirst();
    cluster.lose(
        outage
            .filter(each -> each.kind().isOfJob())
            .map(each -> Set.of(cluster.ids().get(each.job())))
            .orElse(Set.of()));
    return fault(outage)
        .map(kind -> spoilt(kind, request, now))
        .orElseGet(() -> cluster.answer(request));
  }

  private Optional<FaultKind> fault(Optional<Outage> outage) {
    Optional<FaultKind> lasting =
        outage
            .filter(each -> !each.kind().isOfJob())
            .filter(each -> random.nextDouble() < each.share())
            .map(Outage::kind);
    return lasting.isEmpty() && random.nextDouble() < SINGLE
        ? Optional.of(OF_REPLIES.get(random.nextInt(OF_REPLIES.size())))
        : lasting;
  }

  private PlayedReply spoilt(FaultKind kind, PlayedRequest request, long now) {
    spoilt.merge(kind, 1L, Long::sum);
    lastSpoilt = now;
    boolean arrives = request.isRead() || random.nextBoolean();
    PlayedReply right = arrives ? cluster.answer(request) : PlayedReply.json("{}");
    return kind.spoilt(right, random);
  }

  /** The requests that were spoilt until now. */
  synchronized Map<FaultKind, Long> spoilt() {
    return Map.copyOf(spoilt);
  }

  /** Its lasting faults within a time. */
  List<Outage> between(long from, long to) {
    return outages.stream().filter(each -> each.from() < to && each.to() > from).toList();
  }

  /** Whether nothing was wrong with it within a time. */
  synchronized boolean isQuiet(long from, long to) {
    return lastSpoilt < from && between(from, to).isEmpty();
  }

  PlayedCluster cluster() {
    return cluster;
  }
}

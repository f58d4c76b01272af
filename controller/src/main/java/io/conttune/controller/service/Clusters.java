package io.conttune.controller.service;

import io.conttune.collector.ClusterReplies;
import io.conttune.collector.FlinkClients;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.time.SteadyClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ways to all clusters: jobs whose files say the same of their cluster share one client of it,
 * and what it tells of itself. A way that no job takes any more is forgotten. Threads may share
 * one.
 */
final class Clusters {
  private final FlinkClients clients = new FlinkClients();
  private final SteadyClock clock;
  private final Map<Way, WeakReference<ClusterReplies>> known = new HashMap<>();

  Clusters(SteadyClock clock) {
    this.clock = clock;
  }

  private record Way(FlinkConfig flink, Duration deadline) {}

  /** The cluster of this job, with a client for whatever else is asked of it. */
  synchronized ClusterReplies of(JobConfig job) {
    known.values().removeIf(cluster -> cluster.get() == null);
    Way way = new Way(job.flink(), job.metrics().deadline());
    Optional<ClusterReplies> shared = Optional.ofNullable(known.get(way)).map(WeakReference::get);
    return shared.orElseGet(() -> anew(way));
  }

  private ClusterReplies anew(Way way) {
    FlinkRest rest = clients.client(way.flink().access(), way.deadline());
    ClusterReplies cluster = new ClusterReplies(rest, clock);
    known.put(way, new WeakReference<>(cluster));
    return cluster;
  }
}

package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.Delays;
import io.conttune.benchmark.played.PlayedServer;
import io.conttune.benchmark.played.Scrape;
import io.conttune.benchmark.played.ServiceProcess;
import io.conttune.benchmark.soak.SoakSample.Trouble;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Takes samples of a service, each of the time since the one before. */
final class SoakSampler {
  private static final double MEBIBYTE = 1 << 20;

  /** A step that met a fault comes again a poll later, or after a short pause. */
  private static final Duration CALM = Duration.ofSeconds(30);

  private final ServiceProcess service;
  private final PlayedServer server;
  private final List<FaultyCluster> clusters;
  private final Duration poll;
  private final long begin;
  private int mostConnections;
  private long from;
  private long fromNanos;
  private Duration used = Duration.ZERO;

  /**
   * A sampler of this service.
   *
   * @param begin of the soak, in milliseconds of the time of day
   */
  SoakSampler(
      ServiceProcess service,
      PlayedServer server,
      List<FaultyCluster> clusters,
      Duration poll,
      long begin) {
    this.service = service;
    this.server = server;
    this.clusters = clusters;
    this.poll = poll;
    this.begin = begin;
    this.from = System.currentTimeMillis();
    this.fromNanos = System.nanoTime();
  }

  /** Notes what has to be looked at often. */
  void glance() {
    server.check();
    mostConnections = Math.max(mostConnections, server.mostConnections());
  }

  /**
   * The present state; empty if the service does not answer.
   *
   * @throws IOException if the service has ended
   */
  Optional<SoakSample> sample(DatabaseFaults faults) throws IOException, InterruptedException {
    OptionalLong heap = service.liveHeap();
    Scrape metrics;
    try {
      metrics = service.metrics();
    } catch (IOException silent) {
      if (!service.isAlive()) {
        throw new IOException("the service has ended", silent);
      }
      return Optional.empty();
    }
    long now = System.currentTimeMillis();
    long nanos = System.nanoTime();
    Duration usedNow = service.processorTime();
    Delays delays = delays(faults, now, nanos);
    List<Acts.Judged> acts =
        new Acts(clusters.stream().map(FaultyCluster::cluster).toList()).judged();
    SoakSample sample =
        new SoakSample(
            Duration.ofMillis(now - begin),
            heap.isPresent()
                ? OptionalDouble.of(heap.getAsLong() / MEBIBYTE)
                : OptionalDouble.empty(),
            (int) metrics.sum("jvm_threads_live_threads"),
            server.connections(),
            mostConnections,
            (int) metrics.sum("process_files_open_files"),
            (double) usedNow.minus(used).toNanos() / (nanos - fromNanos),
            troubles(metrics),
            delays.count(),
            delays.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(delays.seconds(0.99)),
            acts.size(),
            acts.stream().filter(Acts.Judged::isWrong).count(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    mostConnections = 0;
    from = now;
    fromNanos = nanos;
    used = usedNow;
    return Optional.of(sample);
  }

  /** Those of jobs whose cluster was well, while the database was. */
  private Delays delays(DatabaseFaults faults, long now, long nanos) {
    long calmFrom = from - CALM.toMillis();
    List<List<Long>> looks = new ArrayList<>();
    if (faults.isQuietSince(calmFrom)) {
      clusters.stream()
          .filter(cluster -> cluster.isQuiet(calmFrom, now))
          .forEach(cluster -> looks.addAll(cluster.cluster().looks()));
    }
    return Delays.between(looks, fromNanos, nanos, poll);
  }

  private static Map<Trouble, Long> troubles(Scrape metrics) {
    Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
    for (Trouble trouble : Trouble.values()) {
      String label = "cause=\"" + trouble.name().toLowerCase(Locale.ROOT) + '"';
      troubles.put(trouble, (long) metrics.sum("conttune_loop_troubles_total", label));
    }
    return troubles;
  }
}

package io.conttune.benchmark.scale;

import io.conttune.benchmark.played.Delays;
import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.played.PlayedServer;
import io.conttune.benchmark.played.Scrape;
import io.conttune.benchmark.played.ServiceProcess;
import io.conttune.benchmark.played.TrueLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One service beside the clusters of one load, from its start to its end.
 *
 * @param load what it is given to serve
 * @param warmUp the time from when all jobs have been looked at to the begin of the measurement
 * @param duration the time of the measurement
 * @param options more options of the service's JVM
 */
record ScaleRun(Load load, Duration warmUp, Duration duration, List<String> options) {
  private static final double MEBIBYTE = 1 << 20;
  private static final long GLANCE_MILLIS = 200;

  /**
   * Starts the service in this directory, measures it, and stops it.
   *
   * @throws IOException if the service does not work; the message says why
   */
  ScaleResult measured(Path directory) throws IOException, InterruptedException {
    List<PlayedCluster> clusters =
        IntStream.range(0, load.clusters()).mapToObj(this::cluster).toList();
    try (PlayedServer server = PlayedServer.start(clusters)) {
      write(directory, server.uris());
      try (ServiceProcess service = ServiceProcess.start(directory, options)) {
        return measured(service, server, clusters);
      }
    }
  }

  private PlayedCluster cluster(int number) {
    return PlayedCluster.of(
        load.firstOf(number),
        load.jobsOf(number),
        job -> TrueLoad.steady(job, load.operators()),
        InstantSource.system());
  }

  private void write(Path directory, List<URI> flinks) throws IOException {
    Files.writeString(
        directory.resolve("conttune.yaml"),
        "store: data/conttune\njobs: jobs/\nlisten: 127.0.0.1:0\n");
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    for (int number = 0; number < load.jobs(); number++) {
      String name = PlayedJob.name(number);
      Files.writeString(
          jobs.resolve(name + ".yaml"),
          "job: %s\nflink: %s\nmetrics: {poll: %dms}\n"
              .formatted(name, flinks.get(number / load.jobsPerCluster()), load.poll().toMillis()));
    }
  }

  private ScaleResult measured(
      ServiceProcess service, PlayedServer server, List<PlayedCluster> clusters)
      throws IOException, InterruptedException {
    Duration started = service.started();
    Optional<Duration> ready = service.when(() -> seen(clusters) == load.jobs());
    int connections = mostConnections(server, warmUp);
    long from = System.nanoTime();
    Duration before = service.processorTime();
    Duration ownBefore = ownTime();
    long asked = requests(clusters);
    connections = Math.max(connections, mostConnections(server, duration));
    long to = System.nanoTime();
    double seconds = (to - from) / 1e9;
    double cores = service.processorTime().minus(before).toNanos() / 1e9 / seconds;
    double ownCores = ownTime().minus(ownBefore).toNanos() / 1e9 / seconds;
    double requests = (requests(clusters) - asked) / seconds;
    double machineLoad = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Scrape metrics = service.metrics();
    OptionalDouble heap = heap(service);
    List<List<Long>> looks = new ArrayList<>();
    clusters.forEach(cluster -> looks.addAll(cluster.looks()));
    return new ScaleResult(
        load,
        Duration.ofNanos(to - from),
        Delays.between(looks, from, to, load.poll()),
        cores,
        (int) metrics.sum("jvm_threads_peak_threads"),
        (long) metrics.sum("conttune_loop_troubles_total"),
        heap,
        connections,
        requests,
        started,
        ready,
        service.stop(),
        machineLoad,
        ownCores);
  }

  private static int mostConnections(PlayedServer server, Duration within)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    int most = server.mostConnections();
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(
          Math.max(1, Math.min(GLANCE_MILLIS, (end - System.nanoTime()) / 1_000_000)));
      most = Math.max(most, server.mostConnections());
    }
    return most;
  }

  private static Duration ownTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static int seen(List<PlayedCluster> clusters) {
    return clusters.stream().mapToInt(PlayedCluster::seen).sum();
  }

  private static long requests(List<PlayedCluster> clusters) {
    return clusters.stream().mapToLong(PlayedCluster::requests).sum();
  }

  private static OptionalDouble heap(ServiceProcess service)
      throws IOException, InterruptedException {
    OptionalLong bytes = service.liveHeap();
    return bytes.isPresent()
        ? OptionalDouble.of(bytes.getAsLong() / MEBIBYTE)
        : OptionalDouble.empty();
  }
}

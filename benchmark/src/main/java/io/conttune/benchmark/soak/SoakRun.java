package io.conttune.benchmark.soak;

import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.played.PlayedServer;
import io.conttune.benchmark.played.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One service beside clusters and a database that fail.
 *
 * @param load what it is given to serve
 * @param duration of the soak
 * @param warmUp its first part, which is sampled and not compared
 * @param sample the time between two samples
 * @param store where the service keeps what it knows
 * @param seed of the faults
 * @param options more options of the service's JVM
 */
record SoakRun(
    Load load,
    Duration duration,
    Duration warmUp,
    Duration sample,
    StoreKind store,
    long seed,
    List<String> options) {
  private static final Duration GLANCE = Duration.ofMillis(200);

  /** The stores that a service can have. */
  enum StoreKind {
    H2,
    POSTGRES
  }

  /**
   * Runs it in this directory, and tells each sample when it is taken.
   *
   * @throws IOException if the service or the database does not start; the message says why
   */
  SoakResult measured(Path directory, Consumer<SoakSample> listener)
      throws IOException, InterruptedException {
    long begin = System.currentTimeMillis();
    List<FaultyCluster> clusters = clusters(begin);
    try (PlayedServer server = PlayedServer.start(clusters);
        OptionalDatabase database = OptionalDatabase.of(store, directory)) {
      write(directory, database.store(), server.uris());
      DatabaseFaults faults =
          new DatabaseFaults(
              database.started(), DatabaseFault.plan(new SplittableRandom(seed), begin, duration));
      try (ServiceProcess service = ServiceProcess.start(directory, options)) {
        Duration started = service.started();
        SoakSampler sampler = new SoakSampler(service, server, clusters, load.poll(), begin);
        List<SoakSample> samples = new ArrayList<>();
        Consumer<SoakSample> taken = samples::add;
        Optional<String> brokenOff = soak(sampler, faults, taken.andThen(listener), begin);
        return new SoakResult(
            this,
            samples,
            brokenOff,
            new Acts(clusters.stream().map(FaultyCluster::cluster).toList()).judged(),
            clusters,
            faults.begun(),
            started,
            service.stop());
      }
    }
  }

  private List<FaultyCluster> clusters(long begin) {
    SoakLoads loads = new SoakLoads(load.operators(), begin, duration);
    // Not a Random for each: those of neighbouring seeds begin alike.
    SplittableRandom source = new SplittableRandom(seed);
    List<FaultyCluster> clusters = new ArrayList<>();
    for (int number = 0; number < load.clusters(); number++) {
      SplittableRandom random = source.split();
      int jobs = load.jobsOf(number);
      clusters.add(
          new FaultyCluster(
              PlayedCluster.of(load.firstOf(number), jobs, loads::of, InstantSource.system()),
              OutagePlan.of(random, jobs, begin, duration),
              random));
    }
    return clusters;
  }

  private void write(Path directory, String store, List<URI> flinks) throws IOException {
    Files.writeString(
        directory.resolve("conttune.yaml"),
        "store: %s\njobs: jobs/\nlisten: 127.0.0.1:0\n".formatted(store));
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    for (int number = 0; number < load.jobs(); number++) {
      String name = PlayedJob.name(number);
      URI flink = flinks.get(number / load.jobsPerCluster());
      Files.writeString(jobs.resolve(name + ".yaml"), PlayedJob.settings(name, flink, load.poll()));
    }
  }

  /** Goes on to the end; the reason if it cannot. */
  private Optional<String> soak(
      SoakSampler sampler, DatabaseFaults faults, Consumer<SoakSample> listener, long begin)
      throws InterruptedException {
    long end = begin + duration.toMillis();
    long next = begin + sample.toMillis();
    long now = System.currentTimeMillis();
    try {
      while (now < end) {
        faults.tick(now);
        sampler.glance();
        if (now >= next) {
          sampler.sample(faults).ifPresent(listener);
          next += sample.toMillis();
        }
        TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        now = System.currentTimeMillis();
      }
      faults.finish();
      return Optional.empty();
    } catch (IOException broken) {
      return Optional.of(broken.getMessage());
    }
  }
}

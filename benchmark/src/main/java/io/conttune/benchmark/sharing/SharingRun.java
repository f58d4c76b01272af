package io.conttune.benchmark.sharing;

import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.played.PlayedServer;
import io.conttune.benchmark.played.ServiceProcess;
import io.conttune.core.rescale.RescaleEntry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Controllers on one database, of which one is killed in the middle of rescales before another
 * joins.
 *
 * @param load what all of them are given to serve
 * @param controllers that there are at the begin, at least 2
 * @param options more options of each controller's JVM
 */
record SharingRun(Load load, int controllers, List<String> options) {
  /** The controller that is killed. */
  static final int KILLED = 1;

  /** The jobs' windows have begun by then. */
  private static final Duration FIRST_CHANGE = Duration.ofSeconds(30);

  private static final Duration CHANGES = Duration.ofMinutes(2);

  /** After this time at the earliest, in the middle of so many rescales. */
  private static final Duration FIRST_KILL = Duration.ofSeconds(90);

  private static final int RESCALES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** More than a takeover takes, or until the jobs are shared evenly again. */
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private static final Duration GLANCE = Duration.ofMillis(100);

  /** The times of a run, in milliseconds of the time of day. */
  record Course(long begin, long killed, long joined, long end) {}

  /** The rescales in the middle of which a controller was killed. */
  private record Kill(long at, List<RescaleEntry> rescales) {}

  /** A controller and its number. */
  private record Started(int number, ServiceProcess process) {}

  /**
   * Runs it in this directory, and tells what happens.
   *
   * @throws IOException if a controller ends that was not killed; the message says why
   */
  SharingResult measured(Path directory, Consumer<String> listener)
      throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    PeakLoads loads =
        new PeakLoads(load.operators(), load.jobs(), now + FIRST_CHANGE.toMillis(), CHANGES);
    List<PlayedCluster> clusters =
        IntStream.range(0, load.clusters())
            .mapToObj(
                cluster ->
                    PlayedCluster.of(
                        load.firstOf(cluster),
                        load.jobsOf(cluster),
                        loads::of,
                        InstantSource.system()))
            .toList();
    List<WatchedCluster> watched = new ArrayList<>();
    for (int controller = 0; controller <= controllers; controller++) {
      for (int cluster = 0; cluster < clusters.size(); cluster++) {
        watched.add(
            new WatchedCluster(
                controller,
                clusters.get(cluster),
                WatchedCluster.names(clusters.get(cluster), load.firstOf(cluster))));
      }
    }
    List<Started> started = new ArrayList<>();
    try (PlayedServer server = PlayedServer.start(watched);
        LeaseDatabase database = LeaseDatabase.start(directory.resolve("postgres"))) {
      for (int number = 0; number < controllers; number++) {
        started.add(start(number, directory, database, server.uris()));
      }
      return course(started, directory, database, server, watched, listener);
    } finally {
      started.forEach(controller -> controller.process().close());
    }
  }

  private SharingResult course(
      List<Started> started,
      Path directory,
      LeaseDatabase database,
      PlayedServer server,
      List<WatchedCluster> watched,
      Consumer<String> listener)
      throws IOException, InterruptedException {
    for (Started controller : started) {
      controller.process().started();
    }
    long begin = System.currentTimeMillis();
    listener.accept("%d controllers have started".formatted(controllers));
    pause(FIRST_KILL, started);
    Kill kill = kill(started, database);
    listener.accept(
        "controller %d was killed in the middle of %d rescales"
            .formatted(KILLED, kill.rescales().size()));
    pause(SETTLING, started);
    long joined = System.currentTimeMillis();
    started.add(start(controllers, directory, database, server.uris()));
    listener.accept("controller %d joins".formatted(controllers));
    pause(SETTLING, started);
    Course course = new Course(begin, kill.at(), joined, System.currentTimeMillis());
    double machineLoad = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<String> jobs = IntStream.range(0, load.jobs()).mapToObj(PlayedJob::name).toList();
    Tenures tenures = Tenures.of(jobs, database.rows(), holder -> number(started, holder));
    return new SharingResult(
        this,
        course,
        tenures,
        visits(watched.stream().map(WatchedCluster::looks)),
        visits(watched.stream().map(WatchedCluster::acts)),
        kill.rescales().stream().map(begun -> now(begun, database)).toList(),
        machineLoad);
  }

  private static List<Visit> visits(Stream<? extends Iterable<Visit>> queues) {
    List<Visit> all = new ArrayList<>();
    queues.forEach(queue -> queue.forEach(all::add));
    return all.stream().sorted((a, b) -> Long.compare(a.at(), b.at())).toList();
  }

  private static RescaleEntry now(RescaleEntry begun, LeaseDatabase database) {
    return database.store().rescale(begun.plan().jobName(), begun.id()).orElse(begun);
  }

  private static int number(List<Started> started, String holder) {
    return started.stream()
        .filter(controller -> LeaseDatabase.isOf(controller.process().pid(), holder))
        .mapToInt(Started::number)
        .findFirst()
        .orElse(-1);
  }

  private Started start(int number, Path directory, LeaseDatabase database, List<URI> addresses)
      throws IOException {
    Path own = Files.createDirectory(directory.resolve("controller-" + number));
    Files.writeString(
        own.resolve("conttune.yaml"),
        "store: %s\njobs: jobs/\nlisten: 127.0.0.1:0\n".formatted(database.setting()));
    Path jobs = Files.createDirectory(own.resolve("jobs"));
    for (int job = 0; job < load.jobs(); job++) {
      String name = PlayedJob.name(job);
      URI flink = addresses.get(number * load.clusters() + job / load.jobsPerCluster());
      Files.writeString(jobs.resolve(name + ".yaml"), PlayedJob.settings(name, flink, load.poll()));
    }
    return new Started(number, ServiceProcess.start(own, options));
  }

  /** Kills the controller at the first moment at which it is in the middle of rescales. */
  private Kill kill(List<Started> started, LeaseDatabase database)
      throws IOException, InterruptedException {
    long patience = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (System.nanoTime() < patience) {
      Set<String> held = database.heldBy(started.get(KILLED).process().pid());
      List<RescaleEntry> rescales =
          database.store().unfinished().stream()
              .filter(entry -> held.contains(entry.plan().jobName()))
              .toList();
      if (rescales.size() >= RESCALES) {
        started.get(KILLED).process().kill();
        return new Kill(System.currentTimeMillis(), rescales);
      }
      pause(GLANCE, started);
    }
    throw new IOException(
        "controller %d was in the middle of %d rescales at no time within %d s"
            .formatted(KILLED, RESCALES, LONGEST_WAIT.toSeconds()));
  }

  private static void pause(Duration length, List<Started> started)
      throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(length.toMillis());
    for (Started controller : started) {
      if (controller.number() != KILLED && !controller.process().isAlive()) {
        throw new IOException("controller %d has ended".formatted(controller.number()));
      }
    }
  }
}

package io.conttune.benchmark.fuzz;

import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.PlayedCluster;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.played.PlayedServer;
import io.conttune.benchmark.played.TrueLoad;
import io.conttune.benchmark.simulator.job.VirtualClock;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.store.InMemoryStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The control loops of a few jobs, as the service builds them, in virtual time: first beside a
 * cluster that answers right, until they decide, then beside one that spoils replies.
 *
 * @param seed of what is spoilt, and how
 * @param replies to spoil
 * @param share of the replies that are spoilt
 */
record FuzzEpisode(long seed, int replies, double share) {
  private static final int JOBS = 3;
  private static final int OPERATORS = 3;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration CALM = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration RECENT = Duration.ofMinutes(2);

  /** A control loop, and the time between its steps. */
  private record Loop(JobController controller, Pace pace) {}

  /** A reply that was spoilt, and when. */
  private record Spoilt(Instant at, int job, Mutation mutation) {}

  /**
   * Runs it.
   *
   * @param directory for the jobs' files
   * @throws IOException if there is no port to listen on
   */
  FuzzResult run(RecordedReplies recorded, Path directory) throws IOException {
    VirtualClock clock = new VirtualClock();
    clock.moveTo(BEGIN);
    PlayedCluster played = PlayedCluster.of(0, JOBS, FuzzEpisode::load, clock);
    // Randoms of neighbouring seeds would begin alike.
    Random random = new Random(new SplittableRandom(seed).nextLong());
    FuzzedCluster cluster = new FuzzedCluster(played, recorded, random, share);
    try (PlayedServer server = PlayedServer.start(List.of(cluster))) {
      List<Loop> loops = loops(server.uris().get(0), clock, directory);
      FuzzTally tally = new FuzzTally();
      List<Spoilt> spoilt = new ArrayList<>();
      List<Instant> due = new ArrayList<>(Collections.nCopies(JOBS, BEGIN));
      while (tally.replies() < replies) {
        int next = earliest(due);
        clock.moveTo(due.get(next));
        if (!clock.instant().isBefore(BEGIN.plus(CALM))) {
          cluster.spoil();
        }
        server.check();
        Loop loop = loops.get(next);
        Duration wait = step(loop, cluster, tally, spoilt, clock.instant(), next);
        due.set(next, clock.instant().plus(wait.isZero() ? Duration.ofMillis(1) : wait));
      }
      List<FuzzResult.WrongAct> wrong =
          new Acts(List.of(played))
              .judged().stream()
                  .filter(Acts.Judged::isWrong)
                  .map(judged -> wrong(judged, spoilt))
                  .toList();
      return tally.result(played.acts().size(), wrong);
    }
  }

  private static int earliest(List<Instant> due) {
    return IntStream.range(0, due.size()).boxed().min(Comparator.comparing(due::get)).orElseThrow();
  }

  private Duration step(
      Loop loop,
      FuzzedCluster cluster,
      FuzzTally tally,
      List<Spoilt> spoilt,
      Instant now,
      int job) {
    StepKind kind;
    Duration wait;
    try {
      StepOutcome outcome = loop.controller().step();
      kind = StepKind.of(outcome);
      wait = loop.pace().after(outcome);
    } catch (RuntimeException | Error broken) {
      kind = StepKind.BROKEN;
      wait = loop.pace().poll();
      tally.broken(new FuzzResult.Broken(seed, trace(broken)));
    }
    for (Mutation mutation : cluster.take()) {
      tally.count(mutation, kind);
      spoilt.add(new Spoilt(now, job, mutation));
    }
    return wait;
  }

  private static String trace(Throwable broken) {
    StringWriter text = new StringWriter();
    broken.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private FuzzResult.WrongAct wrong(Acts.Judged judged, List<Spoilt> spoilt) {
    Instant at = Instant.ofEpochMilli(judged.act().at());
    List<Mutation> recent =
        spoilt.stream()
            .filter(each -> each.job() == judged.act().job())
            .filter(each -> !each.at().isAfter(at) && each.at().isAfter(at.minus(RECENT)))
            .map(Spoilt::mutation)
            .toList();
    return new FuzzResult.WrongAct(
        seed, judged.act().job(), Duration.between(BEGIN, at), judged.verdict(), recent);
  }

  /** Two jobs of steady loads, and one that has two and a half times of it now and then. */
  private static TrueLoad load(int number) {
    double rate = 100 + number;
    List<TrueLoad.Change> changes = new ArrayList<>();
    if (number == JOBS - 1) {
      for (int i = 0; i < 100; i++) {
        changes.add(
            new TrueLoad.Change(
                BEGIN.plus(Duration.ofMinutes(10 + 20L * i)).toEpochMilli(), i % 2 == 0 ? 2.5 : 1));
      }
    }
    List<Double> abilities = new ArrayList<>(List.of(rate / 0.4));
    for (int vertex = 1; vertex < OPERATORS; vertex++) {
      abilities.add(rate / (1.1 + 0.04 * vertex));
    }
    return new TrueLoad(rate, abilities, changes);
  }

  private List<Loop> loops(URI flink, VirtualClock clock, Path directory) throws IOException {
    Random ids = new Random(seed);
    Supplier<String> rescaleIds = () -> "%016x%016x".formatted(ids.nextLong(), ids.nextLong());
    List<Loop> loops = new ArrayList<>();
    for (int number = 0; number < JOBS; number++) {
      JobConfig config = config(number, flink, directory);
      JobWiring wiring = new JobWiring(JobStores.in(new InMemoryStore(clock)), rescaleIds, clock);
      loops.add(new Loop(wiring.controller(config), JobWiring.pace(config)));
    }
    return loops;
  }

  private static JobConfig config(int number, URI flink, Path directory) throws IOException {
    String name = PlayedJob.name(number);
    Path file =
        Files.writeString(directory.resolve(name + ".yaml"), PlayedJob.settings(name, flink, POLL));
    return new ConfigReader(Map.of())
        .job(file)
        .match(
            config -> config,
            faults -> {
              throw new IllegalStateException("the job's file is wrong: " + faults);
            });
  }
}

package io.conttune.benchmark.jmh;

import static java.util.stream.Collectors.joining;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JobGraphReader;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Fault;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One look of the service at a job to which nothing happens: the replies of the REST API are read,
 * the poll joins the window, what was measured is stored once a window, the tuner decides, and the
 * log and the status hear of it. The settings are the defaults, with a store of H2 in a file. The
 * cluster is a server in the same process that has its replies ready.
 */
@State(Scope.Thread)
public class LargeLook {
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Looks after which the job must have been decided on. */
  private static final int MOST_BEFORE = 100;

  /** Windows that are stored before the first look. */
  private static final int STORED = 5;

  @Param({"1500"})
  int vertices;

  @Param({"ds2", "conttune", "informed"})
  String tuner;

  private WideCluster cluster;
  private Path folder;
  private JdbcStore store;
  private JobController controller;
  private LoopListener listener;
  private Instant now;

  /** Starts the cluster, and looks until the job is decided on. */
  @Setup
  public void start() throws IOException, FlinkUnavailableException {
    SteadyClock clock = new TimeOfLooks();
    cluster = new WideCluster(vertices);
    folder = Files.createTempDirectory("large-look");
    store = JdbcStore.open("jdbc:h2:file:" + folder.resolve("store"));
    now = Instant.EPOCH.plus(Duration.ofHours(1));
    moveOn();
    remember(JobGraphReader.read(new FlinkRest(List.of(cluster.uri()), DEADLINE), WideCluster.ID));
    controller =
        new JobWiring(JobStores.in(store), () -> "0".repeat(32), clock).controller(config());
    listener =
        new Reports(event -> {}, List.of(new StatusBoard(clock)))
            .of(WideCluster.NAME, cluster.uri(), clock);
    StepOutcome last = look();
    for (int looks = 1; !isDecision(last); looks++) {
      if (looks > MOST_BEFORE) {
        throw new IllegalStateException("the job is not decided on, but " + last);
      }
      moveOn();
      last = look();
    }
  }

  private static boolean isDecision(StepOutcome outcome) {
    return outcome.decision().isPresent();
  }

  private JobConfig config() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            job: %s
            flink: ["%s"]
            mode: recommend
            metrics: {deadline: 30s}
            parallelism: {min: 1, max: 64}
            tuner: {method: %s}
            """
                .formatted(WideCluster.NAME, cluster.uri(), tuner));
    return new ConfigReader(Map.of())
        .job(file)
        .match(
            config -> config,
            faults -> {
              throw new IllegalStateException(
                  faults.stream().map(Fault::toString).collect(joining("\n")));
            });
  }

  /** Two parallelisms of every operator, of which no two process the same. */
  private void remember(JobGraph graph) {
    for (int window = 0; window < STORED; window++) {
      Instant at = Instant.EPOCH.plusSeconds(window);
      List<Observation> observations = new ArrayList<>();
      for (JobVertex vertex : graph.vertices()) {
        double ability = 200 + 0.01 * observations.size();
        observations.add(new Observation(vertex.id(), 1, ability, at));
        observations.add(new Observation(vertex.id(), 2, 1.9 * ability, at));
      }
      store.append(WideCluster.NAME, Fingerprints.of(graph), observations);
    }
  }

  /** Lets the job work until the next look; this is not measured. */
  @Setup(Level.Invocation)
  public void moveOn() {
    now = now.plus(POLL);
    cluster.workUntil(now);
  }

  /**
   * One look.
   *
   * @throws IllegalStateException if it does not decide
   */
  @Benchmark
  public StepOutcome measured() {
    StepOutcome outcome = look();
    if (!isDecision(outcome)) {
      throw new IllegalStateException("the job is not decided on, but " + outcome);
    }
    return outcome;
  }

  private StepOutcome look() {
    Stopwatch begun = Stopwatch.start(new TimeOfLooks());
    StepOutcome outcome = controller.step();
    listener.hear(
        new LoopNews.Stepped(
            outcome,
            begun,
            controller.outage(),
            controller.objective(),
            controller.orders(),
            controller.restErrors()));
    return outcome;
  }

  /** The time that the benchmark sets, from look to look. */
  private final class TimeOfLooks implements SteadyClock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public Duration elapsed() {
      return Duration.between(Instant.EPOCH, now);
    }
  }

  /** Stops the cluster and deletes the store. */
  @TearDown
  public void stop() throws IOException {
    cluster.close();
    store.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

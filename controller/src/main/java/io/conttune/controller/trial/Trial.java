package io.conttune.controller.trial;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.api.JobView;
import io.conttune.controller.api.ServedJob;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.service.report.LoopListener;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Watches every running job of a cluster, each with a control loop of its own in the mode
 * recommend, and a store in memory. Sends only GET requests. Not thread-safe.
 */
public final class Trial {
  private final Duration length;
  private final SteadyClock clock;
  private final StatusBoard board;
  private final List<Watched> jobs = new ArrayList<>();

  private record Watched(ServedJob served, JobController controller, LoopListener listener) {}

  private Trial(Duration length, SteadyClock clock) {
    this.length = length;
    this.clock = clock;
    this.board = new StatusBoard(clock);
  }

  /**
   * A trial of the jobs that run now.
   *
   * @param length for which they are to be watched
   * @throws FlinkUnavailableException if the cluster does not list them
   */
  public static Trial of(URI flink, Duration length, SteadyClock clock)
      throws FlinkUnavailableException {
    Trial trial = new Trial(length, clock);
    FlinkConfig cluster = FlinkConfig.open(List.of(flink));
    FlinkRest rest = new FlinkRest(cluster.access(), MetricsConfig.DEFAULT.deadline());
    // The check-up tells of entries that cannot be read.
    List<ListedJob> running = ListedJob.running(rest, odd -> {});
    for (ListedJob job : running) {
      trial.watch(TrialConfig.of(job.selector(running), cluster, new TrialPace(length).metrics()));
    }
    return trial;
  }

  private void watch(JobConfig config) {
    JobStores stores = JobStores.in(new InMemoryStore(clock));
    JobWiring wiring = new JobWiring(stores, new RescaleIds(RandomGenerator.getDefault()), clock);
    jobs.add(
        new Watched(
            new ServedJob(config, JobWiring.pace(config), stores),
            wiring.controller(config),
            board.of(config.job(), config.flink().urls().get(0))));
  }

  /** The number of jobs that are watched. */
  public int jobs() {
    return jobs.size();
  }

  /** The time between two looks. */
  public Duration poll() {
    return new TrialPace(length).metrics().poll();
  }

  /** Looks at each job once. */
  public void step() {
    for (Watched job : jobs) {
      Stopwatch begun = Stopwatch.start(clock);
      StepOutcome outcome = job.controller().step();
      job.listener().hear(new LoopNews.Stepped(outcome, begun, job.controller().outage()));
    }
  }

  /** Whether each job was decided on. */
  public boolean isDecided() {
    return documents().stream().allMatch(job -> job.decision().isPresent());
  }

  /** What is known of each job now. */
  public List<JobDocument> documents() {
    return jobs.stream()
        .map(job -> JobView.of(board.job(job.served().config().job()).orElseThrow(), job.served()))
        .toList();
  }

  /** The settings that each job would have in a file, by default. */
  public List<JobConfig> configs() {
    return jobs.stream()
        .map(Watched::served)
        .map(ServedJob::config)
        .map(config -> TrialConfig.of(config.job(), config.flink(), MetricsConfig.DEFAULT))
        .toList();
  }
}

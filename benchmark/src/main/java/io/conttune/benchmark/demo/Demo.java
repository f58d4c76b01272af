package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TunedRun;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.service.report.DecisionFile;
import io.conttune.controller.service.report.LineFile;
import io.conttune.controller.service.report.LoopNews;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.RecordJson;
import io.conttune.core.DurationText;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.history.History;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import io.conttune.gp.Surrogate;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;

/** Runs the demo: the controller tunes the job over REST until the job's input ends. */
final class Demo {
  private final DemoSettings settings;
  private final DemoWorkload workload;
  private final SteadyClock clock;
  private final Screen screen;

  Demo(DemoSettings settings, DemoWorkload workload, SteadyClock clock, Screen screen) {
    this.settings = settings;
    this.workload = workload;
    this.clock = clock;
    this.screen = screen;
  }

  /**
   * The results of a demo.
   *
   * @param summary of it
   * @param timeline what was seen
   * @param history what the controller learnt
   * @param surrogate the model that it made of it
   */
  record Result(DemoSummary summary, Timeline timeline, History history, Surrogate surrogate) {}

  /**
   * Runs it to the end of the schedule.
   *
   * @throws IOException if Flink does not start, or the job does not end
   */
  Result run() throws IOException, FlinkUnavailableException, InterruptedException {
    screen.tell("starting Flink");
    try (DemoCluster cluster = DemoCluster.start(settings, workload, clock);
        JdbcStore store = JdbcStore.open("jdbc:h2:file:" + cluster.scratch().resolve("conttune"))) {
      screen.tell("Flink's web page: " + cluster.restAddress());
      JobConfig config = cluster.config();
      screen.tell(
          "settings are the service's defaults, but for times that fit rates that change every "
              + DurationText.of(settings.stepDuration())
              + ": "
              + String.join(", ", DifferingSettings.of(config)));
      Timeline timeline = tune(cluster, controller(config, store), config);
      screen.tell("the input has ended, counting");
      TotalsAudit audit = cluster.audit();
      double utilization = config.tuner().targetUtilization();
      return new Result(
          DemoSummary.of(timeline, workload, audit, settings.seed(), utilization),
          timeline,
          history(store, config),
          model(settings.method()).surrogate());
    }
  }

  /** The model of the tuner; ours for one that has none. */
  private static SurrogateMethod model(TuningMethod method) {
    return method.match(
        TuningMethod.ContTune::surrogate,
        ds2 -> SurrogateMethod.LOGLOG,
        informed -> SurrogateMethod.LOGLOG,
        own -> SurrogateMethod.LOGLOG);
  }

  private static History history(JdbcStore store, JobConfig config) {
    int topK = config.tuner().topK();
    return store
        .seenRun(DemoWorkload.JOB)
        .map(run -> store.history(DemoWorkload.JOB, Fingerprints.of(run.graph()), topK))
        .orElseGet(() -> History.empty(topK));
  }

  private JobController controller(JobConfig config, JdbcStore store) {
    RescaleIds ids = new RescaleIds(new Random(settings.seed()));
    return new JobWiring(JobStores.in(store), ids, clock).controller(config);
  }

  private Timeline tune(DemoCluster cluster, JobController controller, JobConfig config)
      throws FlinkUnavailableException, InterruptedException, IOException {
    Narrator narrator = new Narrator(screen, cluster.job().launch().total());
    DecisionFile decisions =
        new DecisionFile(
            new LineFile(settings.report().resolve(DemoReport.DECISIONS)),
            new RecordJson()::write,
            event -> screen.tell(event.name().text() + " " + event.fields()),
            clock);
    return new TunedRun(cluster.job(), controller, JobWiring.pace(config), clock)
        .toEnd(
            (outcome, timeline, now) -> {
              decisions.hear(
                  new LoopNews.Stepped(outcome, Stopwatch.start(clock), Optional.empty()));
              narrator.show(outcome, timeline, now);
            });
  }
}

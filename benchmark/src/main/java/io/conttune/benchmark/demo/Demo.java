package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.service.DecisionFile;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.LineFile;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.store.JdbcStore;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.history.History;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.metrics.JobState;
import io.conttune.gp.Surrogate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Runs the demo: the controller tunes the job over REST until the job's input ends. */
final class Demo {
  private static final Duration PATIENCE_AFTER_END = Duration.ofSeconds(60);

  private final DemoSettings settings;
  private final DemoWorkload workload;
  private final InstantSource clock;
  private final Screen screen;

  Demo(DemoSettings settings, DemoWorkload workload, InstantSource clock, Screen screen) {
    this.settings = settings;
    this.workload = workload;
    this.clock = clock;
    this.screen = screen;
  }

  /**
   * What a demo leaves behind.
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
      screen.tell("Flink is at " + cluster.restAddress() + ", its web page too");
      JobConfig config = cluster.config();
      Timeline timeline = new Timeline(cluster.schedule());
      tune(cluster, controller(config, store), config, timeline);
      screen.tell("the input has ended, counting");
      TotalsAudit audit = cluster.audit();
      double utilization = config.tuner().targetUtilization();
      return new Result(
          DemoSummary.of(timeline, workload, audit, settings.seed(), utilization),
          timeline,
          history(store, config),
          JobWiring.surrogate(TuningMethod.ContTune.with(settings.surrogate())));
    }
  }

  private static History history(JdbcStore store, JobConfig config) {
    int topK = config.tuner().topK();
    return store
        .seenRun(DemoJob.NAME)
        .map(run -> store.history(DemoJob.NAME, Fingerprints.of(run.graph()), topK))
        .orElseGet(() -> History.empty(topK));
  }

  private JobController controller(JobConfig config, JdbcStore store) {
    Path decisions = settings.report().resolve(DemoReport.DECISIONS);
    JobStores stores =
        new JobStores(
            store,
            store,
            store,
            store,
            store,
            new DecisionFile(store, new LineFile(decisions)),
            store);
    RescaleIds ids = new RescaleIds(new Random(settings.seed()));
    return new JobWiring(stores, ids, clock).controller(config);
  }

  private void tune(
      DemoCluster cluster, JobController controller, JobConfig config, Timeline timeline)
      throws FlinkUnavailableException, InterruptedException, IOException {
    DemoRecorder recorder = new DemoRecorder(timeline, cluster.job()::ended);
    Narrator narrator = new Narrator(screen, cluster.schedule());
    while (true) {
      StepOutcome outcome = controller.step();
      recorder.record(outcome);
      narrator.show(outcome, timeline, clock.instant());
      if (outcome instanceof StepOutcome.Waiting && isOver(cluster)) {
        return;
      }
      checkNotStuck(cluster.schedule());
      TimeUnit.MILLISECONDS.sleep(JobWiring.pace(config).after(outcome).toMillis());
    }
  }

  private boolean isOver(DemoCluster cluster) throws FlinkUnavailableException, IOException {
    Optional<JobState> state = cluster.job().state();
    boolean ended = state.filter(JobState::isTerminal).isPresent();
    if (ended && !state.equals(Optional.of(JobState.FINISHED))) {
      throw new IOException("the job ended " + state.get() + " instead of FINISHED");
    }
    return ended && clock.instant().isAfter(cluster.schedule().end());
  }

  private void checkNotStuck(RateSchedule schedule) throws IOException {
    Instant limit = schedule.end().plus(PATIENCE_AFTER_END);
    if (clock.instant().isAfter(limit)) {
      throw new IOException(
          "the job has not finished %d s after the end of its input"
              .formatted(PATIENCE_AFTER_END.toSeconds()));
    }
  }
}

package io.conttune.benchmark.demo;

import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.jobs.ledger.Totals;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.jobs.source.RateSchedule;
import io.conttune.benchmark.run.QueryOnFlink;
import io.conttune.benchmark.run.QuickConfig;
import io.conttune.benchmark.run.ScratchDirectory;
import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.TunerConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The embedded Flink with the demo's job on it; closing it leaves no file and no process. */
final class DemoCluster implements AutoCloseable {
  /** From the submission to the first line: the job is up by then. */
  private static final Duration LEAD = Duration.ofSeconds(4);

  private static final Duration SLOTS_PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS =
      EmbeddedFlink.TASK_MANAGERS * EmbeddedFlink.SLOTS_PER_TASK_MANAGER;

  private final ScratchDirectory directory;
  private final EmbeddedFlink flink;
  private final DemoSettings settings;
  private final QueryOnFlink job;

  private DemoCluster(
      ScratchDirectory directory, EmbeddedFlink flink, DemoSettings settings, QueryOnFlink job) {
    this.directory = directory;
    this.flink = flink;
    this.settings = settings;
    this.job = job;
  }

  /** Starts Flink, uploads the job and runs it; its schedule begins a few seconds later. */
  static DemoCluster start(DemoSettings settings, DemoWorkload workload, SteadyClock clock)
      throws IOException, FlinkUnavailableException, InterruptedException {
    ScratchDirectory scratch = ScratchDirectory.temporary("conttune-demo-");
    Path directory = scratch.path();
    try {
      EmbeddedFlink flink = EmbeddedFlink.start(directory, settings.port());
      FlinkRest rest =
          new FlinkRest(List.of(flink.restAddress()), MetricsConfig.DEFAULT.deadline());
      awaitSlots(rest, clock);
      RateSchedule schedule =
          new RateSchedule(
              workload.schedule(settings.steps(), settings.seed()),
              settings.stepDuration(),
              clock.instant().plus(LEAD));
      QueryOnFlink job =
          new QueryOnFlink(
              flink.restAddress(),
              workload.launch(schedule, settings.seed(), directory.resolve("totals")));
      job.start(directory);
      return new DemoCluster(scratch, flink, settings, job);
    } catch (IOException | FlinkUnavailableException | InterruptedException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  QueryOnFlink job() {
    return job;
  }

  URI restAddress() {
    return flink.restAddress();
  }

  /** A place for the controller's own files, gone when this is closed. */
  Path scratch() {
    return directory.path();
  }

  /** What tells the controller about the job. */
  JobConfig config() {
    return QuickConfig.of(
        new QuickConfig.ClusterAddress(
            flink.restAddress(), flink.savepointDirectory().toUri().toString()),
        job.launch(),
        QuickConfig.tuner(settings.method(), TunerConfig.DEFAULT.targetUtilization()),
        settings.metrics(),
        ParallelismConfig.DEFAULT);
  }

  /** Compares what the job counted with the schedule, replayed from its seed. */
  TotalsAudit audit() throws IOException {
    return TotalsAudit.compare(
        job.launch().expected(), Totals.read(job.launch().totals()).ledger());
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      flink.close();
    }
  }

  private static void awaitSlots(FlinkRest rest, SteadyClock clock)
      throws FlinkUnavailableException, InterruptedException, IOException {
    Instant deadline = clock.instant().plus(SLOTS_PATIENCE);
    while (rest.get("/overview").path("slots-total").asInt() < SLOTS) {
      if (clock.instant().isAfter(deadline)) {
        throw new IOException("the embedded Flink has no slots after " + SLOTS_PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}

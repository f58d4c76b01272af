package io.conttune.controller.meters;

import io.conttune.controller.service.status.ClusterNeed;
import io.conttune.controller.service.status.JobStatus;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All metrics of the service in the text format of Prometheus: those of the jobs, and those of the
 * process. The libraries are loaded when the metrics are first asked for, so that they cost a
 * service nothing that nobody scrapes. Safe for several threads.
 */
public final class ServiceMeters implements AutoCloseable {
  /** The media type of the text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<List<JobStatus>> jobs;
  private Optional<Opened> opened = Optional.empty();

  /**
   * The libraries at work.
   *
   * @param garbageCollection listens to the collectors until it is closed
   */
  private record Opened(PrometheusMeterRegistry registry, JvmGcMetrics garbageCollection) {
    void close() {
      garbageCollection.close();
      registry.close();
    }
  }

  /** Metrics of these jobs, which are asked for each time. */
  public ServiceMeters(Supplier<List<JobStatus>> jobs) {
    this.jobs = jobs;
  }

  /** The metrics as they are now. */
  public synchronized String scrape() {
    if (opened.isEmpty()) {
      opened = Optional.of(open());
    }
    return opened.get().registry().scrape();
  }

  private Opened open() {
    PrometheusRegistry prometheus = new PrometheusRegistry();
    MultiCollector ofJobs = this::collect;
    prometheus.register(ofJobs);
    JvmGcMetrics garbageCollection = new JvmGcMetrics();
    PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    List<MeterBinder> ofTheProcess =
        List.of(
            new JvmMemoryMetrics(),
            garbageCollection,
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics());
    ofTheProcess.forEach(binder -> binder.bindTo(registry));
    return new Opened(registry, garbageCollection);
  }

  private MetricSnapshots collect() {
    Samples samples = new Samples();
    JobMeters meters = new JobMeters(samples);
    List<JobStatus> now = jobs.get();
    now.forEach(meters::add);
    ClusterNeed.of(now).forEach(need -> add(need, samples));
    return samples.snapshots();
  }

  private static void add(ClusterNeed need, Samples samples) {
    String flink = need.flink().toString();
    need.taskManagers()
        .ifPresent(number -> samples.add(Meter.CLUSTER_TASK_MANAGERS, number, flink));
    need.neededTaskManagers()
        .ifPresent(number -> samples.add(Meter.CLUSTER_NEEDED_TASK_MANAGERS, number, flink));
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(Opened::close);
  }
}

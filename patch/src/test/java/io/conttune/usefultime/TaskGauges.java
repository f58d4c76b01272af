package io.conttune.usefultime;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Keeps the gauges that the tasks of a Flink in this JVM report, under their own names. Flink makes
 * the reporter by its class name, so what it was told is kept with the class.
 */
public final class TaskGauges implements MetricReporter {
  private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

  /** The number that the task's only subtask reports; 0 while there is none. */
  static double value(String task, String metric) {
    Metric reported = METRICS.get(task + "/" + metric);
    return reported == null ? 0 : ((Number) ((Gauge<?>) reported).getValue()).doubleValue();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> scope = group.getAllVariables();
    if (scope.containsKey("<task_name>") && !scope.containsKey("<operator_name>")) {
      METRICS.put(scope.get("<task_name>") + "/" + name, Objects.requireNonNull(metric));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    METRICS.values().remove(metric);
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to set.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

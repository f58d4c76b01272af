package io.conttune.controller.meters;

import io.conttune.controller.service.status.Timing;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Collects the values of all series at one moment. Not thread-safe. */
final class Samples {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Meter, List<Sample>> samples = new EnumMap<>(Meter.class);

  /**
   * One value.
   *
   * @param labels the values of the meter's labels, in their order
   * @param count of a summary, the number of things; otherwise 0
   * @param value of a summary, their seconds
   */
  private record Sample(Labels labels, long count, double value) {}

  void add(Meter meter, double value, String... labels) {
    add(meter, 0, value, labels);
  }

  void add(Meter meter, OptionalDouble value, String... labels) {
    value.ifPresent(known -> add(meter, known, labels));
  }

  void add(Meter meter, Timing timing, String... labels) {
    add(meter, timing.count(), seconds(timing.sum()), labels);
  }

  private void add(Meter meter, long count, double value, String... labels) {
    samples
        .computeIfAbsent(meter, any -> new ArrayList<>())
        .add(new Sample(Labels.of(meter.labels(), List.of(labels)), count, value));
  }

  static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / NANOS_PER_SECOND;
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    samples.forEach(
        (meter, values) ->
            all.add(
                switch (meter.kind()) {
                  case GAUGE -> gauge(meter, values);
                  case COUNTER -> counter(meter, values);
                  case SUMMARY -> summary(meter, values);
                }));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot gauge(Meter meter, List<Sample> values) {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(meter.base()).help(meter.help());
    values.forEach(
        sample ->
            snapshot.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(sample.labels())
                    .value(sample.value())
                    .build()));
    return snapshot.build();
  }

  private static MetricSnapshot counter(Meter meter, List<Sample> values) {
    CounterSnapshot.Builder snapshot =
        CounterSnapshot.builder().name(meter.base()).help(meter.help());
    values.forEach(
        sample ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(sample.labels())
                    .value(sample.value())
                    .build()));
    return snapshot.build();
  }

  private static MetricSnapshot summary(Meter meter, List<Sample> values) {
    SummarySnapshot.Builder snapshot =
        SummarySnapshot.builder().name(meter.base()).help(meter.help());
    values.forEach(
        sample ->
            snapshot.dataPoint(
                SummaryDataPointSnapshot.builder()
                    .labels(sample.labels())
                    .count(sample.count())
                    .sum(sample.value())
                    .build()));
    return snapshot.build();
  }
}

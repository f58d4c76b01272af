package io.conttune.collector;

import io.conttune.collector.WantedMetrics.Part;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexSample.Gauges;
import io.conttune.core.metrics.VertexState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes the sample of one vertex: from {@code /jobs/:id} alone where that suffices, with one more
 * request for a source, or where times are only found among the metrics. What is divided by one
 * another is taken from the same answer, because between two answers Flink may have fetched anew.
 */
final class SampleReader {
  private final VertexMetrics metrics;
  private final BusiestSubtasks busiest;
  private final MetricSource source;
  private final SourceCounters sourceCounters = new SourceCounters();
  private final SourcePartitions partitions = new SourcePartitions();

  SampleReader(VertexMetrics metrics, BusiestSubtasks busiest, MetricSource source) {
    this.metrics = metrics;
    this.busiest = busiest;
    this.source = source;
  }

  /** The values of a vertex that are read beside its graph. */
  record Shown(String jobId, JobGraph graph, JobVertex vertex, JsonFields json) {
    OperatorId id() {
      return vertex.id();
    }

    boolean isSource() {
      return graph.isSource(vertex.id());
    }
  }

  /** Tells that the samples that follow belong to this run of the job. */
  void follow(Object run) {
    sourceCounters.follow(run);
    partitions.follow(run);
    busiest.forget();
  }

  /** The sample from {@code /jobs/:id} alone, for a job or a vertex that does not run. */
  VertexSample withoutMetrics(Shown shown) throws FlinkUnavailableException {
    IoCounters io = IoCounters.of(shown.json());
    return sample(shown, io, Gauges.NONE, OptionalLong.empty());
  }

  VertexSample read(Shown shown) throws FlinkUnavailableException {
    VertexSample sample = withoutBusiest(shown).withPartitions(partitions.of(shown.id()));
    return sample.state() == VertexState.RUNNING && sample.accumulated().isPresent()
        ? busiest.read(shown, sample.accumulated().get()).map(sample::withBusiest).orElse(sample)
        : sample;
  }

  private VertexSample withoutBusiest(Shown shown) throws FlinkUnavailableException {
    Set<Part> parts = partsOf(shown);
    if (!state(shown).isAtWork() || parts.isEmpty()) {
      return withoutMetrics(shown);
    }
    WantedMetrics wanted =
        new WantedMetrics(parts, WantedMetrics.scopeOf(shown.vertex().operators().get(0)));
    VertexMetrics.Told told = metrics.read(shown.jobId(), shown.id(), wanted);
    if (shown.isSource()) {
      told.listed().ifPresent(names -> partitions.listed(shown.id(), names));
    }
    Metrics values = new Metrics(told.values());
    IoCounters io = IoCounters.of(shown.json());
    if (!io.areComplete() || lacksSubtasks(shown, io, values)) {
      return sample(shown, IoCounters.NONE, Gauges.NONE, OptionalLong.empty());
    }
    IoCounters counters = counters(shown, io, values, wanted.head());
    return sample(shown, counters, gauges(shown, values, wanted.head()), values.pending());
  }

  private Set<Part> partsOf(Shown shown) throws FlinkUnavailableException {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    boolean timesAreShown = IoCounters.showTimes(shown.json());
    if (shown.isSource()) {
      parts.add(Part.SOURCE);
    }
    if (source != MetricSource.GAUGES && (shown.isSource() || !timesAreShown)) {
      parts.add(Part.ACCUMULATED);
    }
    if (source == MetricSource.GAUGES || (source == MetricSource.AUTO && !timesAreShown)) {
      parts.add(Part.GAUGES);
    }
    return parts;
  }

  /**
   * Whether the sums lack subtasks: they carry no mark of being complete, but are read after those
   * of {@code /jobs/:id}, so they cannot be smaller.
   */
  private static boolean lacksSubtasks(Shown shown, IoCounters io, Metrics values)
      throws FlinkUnavailableException {
    return !IoCounters.hasPartlyFinished(shown.json())
        && values.count(WantedMetrics.OUT).isPresent()
        && values.count(WantedMetrics.OUT).getAsLong() < io.recordsOut().orElse(0);
  }

  private IoCounters counters(Shown shown, IoCounters io, Metrics values, String head)
      throws FlinkUnavailableException {
    OptionalLong recordsIn = first(values.count(WantedMetrics.IN), io.recordsIn());
    OptionalLong recordsOut = first(values.count(WantedMetrics.OUT), io.recordsOut());
    Optional<TaskTime> accumulated =
        values.has(WantedMetrics.BUSY) && !IoCounters.hasPartlyFinished(shown.json())
            ? values.accumulated()
            : io.accumulated();
    if (!shown.isSource()) {
      return io.toldBy(recordsIn, recordsOut, accumulated);
    }
    String scope = WantedMetrics.sourceScope(values.names(), head).orElse(head) + ".";
    OptionalLong read =
        values.names().isEmpty()
            ? OptionalLong.empty()
            : sourceCounters.read(
                shown.id(),
                List.of(
                    values.count(scope + WantedMetrics.IN),
                    recordsIn,
                    values.count(scope + WantedMetrics.OUT),
                    recordsOut));
    return io.toldBy(read, recordsOut, accumulated);
  }

  private Gauges gauges(Shown shown, Metrics values, String head) throws FlinkUnavailableException {
    OptionalDouble in = values.sum(WantedMetrics.IN_GAUGE);
    OptionalDouble out = values.sum(WantedMetrics.OUT_GAUGE);
    if (shown.isSource()) {
      String scope = WantedMetrics.sourceScope(values.names(), head).orElse(head) + ".";
      OptionalDouble own = values.sum(scope + WantedMetrics.IN_GAUGE);
      OptionalDouble emitted = values.sum(scope + WantedMetrics.OUT_GAUGE);
      in = firstAboveZero(List.of(own, in, emitted, out));
    }
    return new Gauges(values.timeGauges(), in, out);
  }

  private static OptionalDouble firstAboveZero(List<OptionalDouble> rates) {
    return rates.stream()
        .filter(rate -> rate.orElse(0) > 0)
        .findFirst()
        .or(() -> rates.stream().filter(OptionalDouble::isPresent).findFirst())
        .orElse(OptionalDouble.empty());
  }

  private static OptionalLong first(OptionalLong preferred, OptionalLong other) {
    return preferred.isPresent() ? preferred : other;
  }

  private static VertexSample sample(
      Shown shown, IoCounters counters, Gauges gauges, OptionalLong pending)
      throws FlinkUnavailableException {
    return new VertexSample(
            shown.id(),
            state(shown),
            counters.recordsIn(),
            counters.recordsOut(),
            counters.accumulated(),
            gauges,
            pending)
        .withRecordsTo(counters.recordsTo());
  }

  private static VertexState state(Shown shown) throws FlinkUnavailableException {
    VertexState state = VertexState.of(shown.json().text("status"));
    return state == VertexState.RUNNING && IoCounters.hasPartlyFinished(shown.json())
        ? VertexState.PARTLY_FINISHED
        : state;
  }

  /** The metrics of one answer. */
  private record Metrics(Map<String, JsonFields> values) {
    Set<String> names() {
      return values.keySet();
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    OptionalDouble sum(String name) throws FlinkUnavailableException {
      return has(name) ? values.get(name).measured("sum") : OptionalDouble.empty();
    }

    OptionalLong count(String name) throws FlinkUnavailableException {
      OptionalDouble sum = sum(name);
      return sum.isPresent()
          ? OptionalLong.of(Math.round(sum.getAsDouble()))
          : OptionalLong.empty();
    }

    Optional<TaskTime> accumulated() throws FlinkUnavailableException {
      return IoCounters.taskTime(
          sum(WantedMetrics.BUSY), sum(WantedMetrics.IDLE), sum(WantedMetrics.BACK_PRESSURED), 1);
    }

    /** Milliseconds per second, mean over subtasks, as shares of 1. */
    Optional<TaskTime> timeGauges() throws FlinkUnavailableException {
      return IoCounters.taskTime(
          average(WantedMetrics.BUSY_GAUGE),
          average(WantedMetrics.IDLE_GAUGE),
          average(WantedMetrics.BACK_PRESSURED_GAUGE),
          1000);
    }

    private OptionalDouble average(String name) throws FlinkUnavailableException {
      return has(name) ? values.get(name).measured("avg") : OptionalDouble.empty();
    }

    /** Over all pending counters there are; empty if one of them is not a number. */
    OptionalLong pending() throws FlinkUnavailableException {
      long total = 0;
      boolean found = false;
      for (String name : names()) {
        if (name.endsWith(WantedMetrics.PENDING)) {
          OptionalLong pending = count(name);
          if (pending.isEmpty()) {
            return OptionalLong.empty();
          }
          total += pending.getAsLong();
          found = true;
        }
      }
      return found ? OptionalLong.of(total) : OptionalLong.empty();
    }
  }
}

package io.conttune.collector;

import io.conttune.collector.WindowResult.NotReady;
import io.conttune.collector.WindowResult.Ready;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.Bottlenecks;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.JobState;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.VertexSample;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.metrics.WholePeriods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the polls of a job into metrics of its operators over a window that slides with each poll.
 *
 * <p>The window begins anew when the job, its parallelism, its time of RUNNING or the kind of its
 * metrics changes, when it or a vertex stops running, and when a counter goes backwards. Then
 * either the poll before or this one was wrong, so that the next one is the first of the new
 * window. A poll whose metrics are incomplete is passed over: counters go on counting, so the
 * window stays.
 *
 * <p>Warm-up counts from {@link JobSnapshot#runningSince}, which is on the same clock as the polls;
 * should it lie after the first poll of the run all the same, it counts from that poll.
 *
 * <p>Free of clocks and I/O: the same polls give the same answers. Not safe for several threads.
 */
public final class MetricsWindow {
  private final WindowSettings settings;
  private final List<JobSnapshot> polls = new ArrayList<>();
  private final Bursts bursts = new Bursts();
  private final WindowPieces pieces;
  private Optional<Run> run = Optional.empty();
  private Instant firstSeen = Instant.EPOCH;
  private Optional<MetricsInUse> inUse = Optional.empty();

  /**
   * The newest complete poll, also of a run that has not been shown since, with which others are
   * compared.
   */
  private Optional<JobSnapshot> before = Optional.empty();

  /** An empty window. */
  public MetricsWindow(WindowSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.pieces = new WindowPieces(settings.piece());
  }

  /** One run of the job with one graph; polls of different runs are not compared. */
  private record Run(String jobId, Instant runningSince, JobGraph graph) {
    static Run of(JobSnapshot poll) {
      return new Run(poll.jobId(), poll.runningSince(), poll.graph());
    }
  }

  /** The metrics in use: counters or gauges, and the vertices that show accumulated times. */
  private record MetricsInUse(MetricSource source, Set<OperatorId> timed) {}

  /** Takes the next poll and says what the window holds now. */
  public WindowResult add(JobSnapshot poll) {
    Optional<NotReady> notRunning = notRunning(poll);
    if (notRunning.isPresent()) {
      forget();
      return notRunning.get();
    }
    follow(poll);
    MetricSource source = effectiveSource(poll);
    Optional<NotReady> lacking = missing(poll, source);
    boolean goesBackwards = lacking.isEmpty() && goesBackwards(poll);
    if (lacking.isEmpty()) {
      before = Optional.of(poll);
    }
    Optional<NotReady> refusal = tooEarly(poll, source).or(() -> lacking);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (goesBackwards) {
      beginAnew();
      return notReady(
          NotReadyCause.WINDOW_FILLING, "a counter was smaller than before: measured anew");
    }
    keep(poll, source);
    Duration span = span();
    if (span.compareTo(settings.least()) < 0) {
      return notReady(
          NotReadyCause.WINDOW_FILLING,
          "%s of the %s window gathered".formatted(seconds(span), seconds(settings.least())));
    }
    return source == MetricSource.COUNTERS ? fromCounters() : fromGauges();
  }

  private static Optional<NotReady> notRunning(JobSnapshot poll) {
    if (poll.state() != JobState.RUNNING) {
      String reason =
          "job '%s' (%s) is %s".formatted(poll.jobName(), poll.jobId(), poll.state().words());
      return Optional.of(notReady(NotReadyCause.JOB_NOT_RUNNING, reason));
    }
    if (running(poll).isEmpty()) {
      return Optional.of(
          notReady(NotReadyCause.VERTEX_NOT_RUNNING, "no job vertex of the job is RUNNING"));
    }
    return poll.graph().vertices().stream()
        .filter(vertex -> poll.samples().get(vertex.id()).state() == VertexState.OTHER)
        .findFirst()
        .map(MissingMetrics::describe)
        .map(name -> notReady(NotReadyCause.VERTEX_NOT_RUNNING, name + " is not RUNNING"));
  }

  private void follow(JobSnapshot poll) {
    Run current = Run.of(poll);
    boolean clockWentBack =
        !polls.isEmpty() && !poll.takenAt().isAfter(polls.get(polls.size() - 1).takenAt());
    if (clockWentBack || !run.equals(Optional.of(current))) {
      forget();
      run = Optional.of(current);
      firstSeen = poll.takenAt();
    }
  }

  private boolean goesBackwards(JobSnapshot poll) {
    return before
        .filter(earlier -> Run.of(earlier).equals(Run.of(poll)))
        .filter(earlier -> !mayFollow(earlier, poll))
        .isPresent();
  }

  /**
   * Whether a poll may be one after another of the same run: no counter of a vertex that works is
   * smaller than it was.
   */
  public static boolean mayFollow(JobSnapshot earlier, JobSnapshot poll) {
    return Run.of(earlier).equals(Run.of(poll)) && !CounterMetrics.wentBackwards(earlier, poll);
  }

  private void forget() {
    beginAnew();
    run = Optional.empty();
  }

  private void beginAnew() {
    polls.clear();
    bursts.endRun();
    pieces.forget();
    inUse = Optional.empty();
  }

  private MetricSource effectiveSource(JobSnapshot poll) {
    if (settings.source() != MetricSource.AUTO) {
      return settings.source();
    }
    boolean hasCounters = running(poll).stream().anyMatch(s -> s.accumulated().isPresent());
    boolean hasGauges = running(poll).stream().anyMatch(s -> s.gauges().time().isPresent());
    return hasGauges && !hasCounters ? MetricSource.GAUGES : MetricSource.COUNTERS;
  }

  private Optional<NotReady> tooEarly(JobSnapshot poll, MetricSource source) {
    Instant start = poll.runningSince().isAfter(firstSeen) ? firstSeen : poll.runningSince();
    Duration age = Duration.between(start, poll.takenAt());
    if (age.compareTo(settings.warmUp()) < 0) {
      return Optional.of(
          notReady(
              NotReadyCause.WARMING_UP,
              "running for %s, warm-up is %s".formatted(seconds(age), seconds(settings.warmUp()))));
    }
    if (source == MetricSource.GAUGES && age.compareTo(settings.gaugeRamp()) < 0) {
      return Optional.of(
          notReady(
              NotReadyCause.GAUGES_CLIMBING,
              "running for %s, Flink's per-second gauges climb for %s"
                  .formatted(seconds(age), seconds(settings.gaugeRamp()))));
    }
    return Optional.empty();
  }

  private Optional<NotReady> missing(JobSnapshot poll, MetricSource source) {
    return MissingMetrics.in(poll, source, settings.source())
        .map(reason -> notReady(NotReadyCause.METRIC_MISSING, reason));
  }

  private void keep(JobSnapshot poll, MetricSource source) {
    Set<OperatorId> timed =
        running(poll).stream()
            .filter(sample -> source == MetricSource.COUNTERS && sample.accumulated().isPresent())
            .map(VertexSample::id)
            .collect(Collectors.toSet());
    Optional<MetricsInUse> current = Optional.of(new MetricsInUse(source, timed));
    if (!inUse.equals(current)) {
      beginAnew();
      inUse = current;
    }
    polls.add(poll);
    bursts.see(poll);
    if (source == MetricSource.COUNTERS) {
      pieces.add(poll, part -> countersOfPart(part).map(m -> completed(m, m.length())));
    }
    Instant begin = poll.takenAt().minus(settings.length());
    while (polls.size() > 1 && !polls.get(1).takenAt().isAfter(begin)) {
      polls.remove(0);
    }
  }

  private WindowResult fromCounters() {
    CounterMetrics counters = new CounterMetrics(List.copyOf(polls));
    Optional<JobVertex> stale = counters.stale(settings.staleness());
    if (stale.isPresent()) {
      return notReady(
          NotReadyCause.STALE,
          "the counters of %s stand still: Flink shows old values"
              .formatted(MissingMetrics.describe(stale.get())));
    }
    return ready(
        completed(counters.metrics(), span())
            .withDrift(Drift.of(List.copyOf(polls), this::sourcesOfPart)));
  }

  private Optional<JobMetrics> countersOfPart(List<JobSnapshot> part) {
    CounterMetrics counters = new CounterMetrics(List.copyOf(part));
    return counters.stale(settings.staleness()).isPresent()
        ? Optional.empty()
        : Optional.of(counters.metrics());
  }

  private Optional<Map<OperatorId, OperatorMetrics>> sourcesOfPart(List<JobSnapshot> part) {
    CounterMetrics counters = new CounterMetrics(List.copyOf(part));
    return counters.stale(settings.staleness()).isPresent()
        ? Optional.empty()
        : Optional.of(counters.ofSources());
  }

  private WindowResult fromGauges() {
    JobMetrics metrics = new GaugeMetrics(List.copyOf(polls)).metrics();
    return ready(
        completed(metrics, span())
            .withDrift(
                Drift.of(
                    List.copyOf(polls),
                    part -> Optional.of(new GaugeMetrics(part).metrics().operators()))));
  }

  /** Gauges are means over a minute already, so their window has no pieces but itself. */
  private Ready ready(JobMetrics metrics) {
    List<JobMetrics> parts = pieces.all();
    Optional<WholePeriods> periods =
        inUse
            .filter(known -> known.source() == MetricSource.COUNTERS)
            .flatMap(counters -> bursts.wholePeriods(span()))
            .map(this::overPeriods);
    return new Ready(metrics, parts.isEmpty() ? List.of(metrics) : parts, periods);
  }

  /** The periods between these polls. */
  private WholePeriods overPeriods(List<JobSnapshot> between) {
    List<JobMetrics> each = new ArrayList<>();
    for (int i = 1; i < between.size(); i++) {
      each.add(marked(new CounterMetrics(List.of(between.get(i - 1), between.get(i))).metrics()));
    }
    JobMetrics all =
        marked(new CounterMetrics(between).metrics())
            .withDrift(
                Drift.of(
                    between,
                    part -> Optional.of(new CounterMetrics(List.copyOf(part)).ofSources())));
    return new WholePeriods(all, each);
  }

  private JobMetrics completed(JobMetrics metrics, Duration span) {
    return marked(metrics).withBursty(bursts.notWholeIn(span));
  }

  private JobMetrics marked(JobMetrics metrics) {
    return Bottlenecks.marked(polls.get(polls.size() - 1).graph(), metrics, bursts.writers(span()));
  }

  /** The time between the first and the last poll of the window. */
  private Duration span() {
    return Duration.between(polls.get(0).takenAt(), polls.get(polls.size() - 1).takenAt());
  }

  private static List<VertexSample> running(JobSnapshot poll) {
    return poll.samples().values().stream().filter(sample -> sample.state().isAtWork()).toList();
  }

  private static NotReady notReady(NotReadyCause cause, String reason) {
    return new NotReady(cause, reason);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}

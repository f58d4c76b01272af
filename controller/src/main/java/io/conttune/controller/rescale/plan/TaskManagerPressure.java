package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.time.Stopwatch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The heap and the garbage collection of the TaskManagers that run a job, as the mean over these.
 * From 1.19 on Flink tells the time in garbage collection per second. Before that it counts it, so
 * that two looks are needed. Not thread-safe.
 */
final class TaskManagerPressure {
  private static final String USED = "Status.JVM.Memory.Heap.Used";
  private static final String MAX = "Status.JVM.Memory.Heap.Max";
  private static final String COLLECTORS = "Status.JVM.GarbageCollector.";
  private static final String ALL_PER_SECOND = COLLECTORS + "All.TimeMsPerSecond";
  private static final String ALL = COLLECTORS + "All.Time";
  private static final String TIME = ".Time";
  private static final String METRICS = "/taskmanagers/metrics";

  /** Flink reads no more than 4096 characters of a request's first line. */
  private static final int AT_A_TIME = 40;

  private static final int MILLIS_PER_SECOND = 1000;
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final FlinkRest rest;
  private final SteadyClock clock;
  private Optional<CountedTime> last = Optional.empty();

  TaskManagerPressure(FlinkRest rest, SteadyClock clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /**
   * The time in garbage collection that was counted until a look.
   *
   * @param millis mean over the TaskManagers
   */
  private record CountedTime(Set<String> taskManagers, double millis, Stopwatch look) {}

  /** Adds what speaks against taking subtasks away, of what this configuration asks for. */
  void find(NoShrinkConfig config, JobSnapshot job, ShrinkFindings findings)
      throws FlinkUnavailableException {
    Set<String> taskManagers = of(job);
    if (config.heapAbove().isPresent()) {
      Map<String, Double> heap = means(taskManagers, List.of(USED, MAX));
      findings.compare(
          "heap-above",
          config.heapAbove().get(),
          "the share of the heap of its TaskManagers that is used",
          heap.containsKey(USED) && heap.getOrDefault(MAX, 0.0) > 0
              ? OptionalDouble.of(heap.get(USED) / heap.get(MAX))
              : OptionalDouble.empty());
    }
    if (config.gcAbove().isPresent()) {
      collections(config.gcAbove().get(), taskManagers, findings);
    }
  }

  private Set<String> of(JobSnapshot job) throws FlinkUnavailableException {
    Set<String> taskManagers = new TreeSet<>();
    for (OperatorId vertex : job.heldParallelism().keySet()) {
      String path = "/jobs/%s/vertices/%s".formatted(job.jobId(), vertex.value());
      for (JsonFields subtask : JsonFields.of(rest.fetch(path)).objects("subtasks")) {
        String id = subtask.node().path("taskmanager-id").asText("");
        // One without a TaskManager is "(unassigned)".
        if (!id.isBlank() && !id.startsWith("(")) {
          taskManagers.add(id);
        }
      }
    }
    return taskManagers;
  }

  private void collections(double bound, Set<String> taskManagers, ShrinkFindings findings)
      throws FlinkUnavailableException {
    String what = "the share of time that its TaskManagers collect garbage";
    Set<String> names = names();
    if (names.contains(ALL_PER_SECOND)) {
      Optional<Double> told =
          Optional.ofNullable(means(taskManagers, List.of(ALL_PER_SECOND)).get(ALL_PER_SECOND));
      findings.compare(
          "gc-above",
          bound,
          what,
          told.map(millis -> OptionalDouble.of(millis / MILLIS_PER_SECOND))
              .orElse(OptionalDouble.empty()));
      return;
    }
    List<String> counters =
        names.contains(ALL)
            ? List.of(ALL)
            : names.stream()
                .filter(name -> name.startsWith(COLLECTORS) && name.endsWith(TIME))
                .toList();
    Map<String, Double> counted = means(taskManagers, counters);
    if (counters.isEmpty() || counted.size() < counters.size()) {
      findings.untold(what);
      return;
    }
    OptionalDouble share =
        sinceLast(taskManagers, counted.values().stream().mapToDouble(millis -> millis).sum());
    if (share.isPresent()) {
      findings.compare("gc-above", bound, what, share);
    } else {
      findings.veto(
          "gc-above", ShrinkFindings.number(bound), what + " is measured until the next try");
    }
  }

  /** Share of the time since the last look; empty if that is too short or too long ago. */
  private OptionalDouble sinceLast(Set<String> taskManagers, double millis) {
    Optional<CountedTime> before =
        last.filter(known -> known.taskManagers().equals(taskManagers))
            .filter(known -> known.millis() <= millis && !known.look().hasRunFor(LONGEST));
    if (before.isPresent() && !before.get().look().hasRunFor(SHORTEST)) {
      return OptionalDouble.empty();
    }
    last = Optional.of(new CountedTime(taskManagers, millis, Stopwatch.start(clock)));
    return before
        .map(known -> OptionalDouble.of((millis - known.millis()) / known.look().age().toMillis()))
        .orElse(OptionalDouble.empty());
  }

  private Set<String> names() throws FlinkUnavailableException {
    Set<String> names = new TreeSet<>();
    for (JsonFields metric : JsonFields.listOf(rest.fetch(METRICS))) {
      names.add(metric.text("id"));
    }
    return names;
  }

  /** The mean of each metric over these TaskManagers; without those that Flink does not tell. */
  private Map<String, Double> means(Set<String> taskManagers, List<String> metrics)
      throws FlinkUnavailableException {
    Map<String, Double> sums = new HashMap<>();
    Map<String, Integer> weights = new HashMap<>();
    List<String> ids = new ArrayList<>(taskManagers);
    for (int from = 0; from < ids.size() && !metrics.isEmpty(); from += AT_A_TIME) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_A_TIME));
      String path =
          "%s?get=%s&agg=avg&taskmanagers=%s".formatted(METRICS, list(metrics), list(some));
      for (JsonFields metric : JsonFields.listOf(rest.fetch(path))) {
        double mean = metric.node().path("avg").asDouble(Double.NaN);
        if (Double.isFinite(mean)) {
          sums.merge(metric.text("id"), mean * some.size(), Double::sum);
          weights.merge(metric.text("id"), some.size(), Integer::sum);
        }
      }
    }
    sums.replaceAll((name, sum) -> sum / weights.get(name));
    return sums;
  }

  private static String list(Collection<String> values) {
    return values.stream()
        .map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }
}

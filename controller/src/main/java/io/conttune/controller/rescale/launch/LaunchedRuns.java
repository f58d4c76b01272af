package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.ClusterJobs;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.LaunchRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds the run that a launch has brought up where its id could not be chosen: by name, start time
 * and parallelism. The list of jobs does not come out of one of Flink's caches, so that a run that
 * is there is seen.
 */
final class LaunchedRuns {
  /** By how much two looks at a clock may differ: the way of an answer, and a successor's clock. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final FlinkRest rest;
  private final ClusterJobs jobs;
  private final InstantSource clock;

  /** The facts of a run that never change, by its id. */
  private final Map<String, Run> known = new ConcurrentHashMap<>();

  private record Run(String id, String name, Instant startedAt) {}

  LaunchedRuns(FlinkRest rest, InstantSource clock) {
    this.rest = rest;
    this.jobs = new ClusterJobs(rest);
    this.clock = clock;
  }

  /**
   * The id of the run that this launch has brought up, whether or not it has ended since.
   *
   * @throws FlinkUnavailableException if the cluster does not answer, or several runs may be it
   */
  Optional<String> of(LaunchRequest launch) throws FlinkUnavailableException {
    List<String> candidates = new ArrayList<>();
    for (String id : jobs.statusById().keySet()) {
      if (id.equals(launch.jobId())) {
        return Optional.of(id);
      }
      if (!launch.others().contains(id) && run(id).filter(isOf(launch)).isPresent()) {
        candidates.add(id);
      }
    }
    return candidates.size() > 1
        ? Optional.of(onlyOneOf(candidates, launch))
        : candidates.stream().findFirst();
  }

  private static Predicate<Run> isOf(LaunchRequest launch) {
    return run ->
        run.name().equals(launch.jobName())
            && run.startedAt().plus(TOLERANCE).isAfter(launch.since());
  }

  private Optional<Run> run(String id) throws FlinkUnavailableException {
    Optional<Run> before = Optional.ofNullable(known.get(id));
    if (before.isPresent()) {
      return before;
    }
    // It may have gone since the list was made.
    return jobs.details(id).map(job -> remembered(id, job));
  }

  private Run remembered(String id, JsonNode job) {
    // By its age, because the cluster's clock may differ from this one.
    long age = job.path("now").asLong() - job.path("start-time").asLong();
    Run run = new Run(id, job.path("name").asText(), clock.instant().minusMillis(age));
    known.put(id, run);
    return run;
  }

  /** A command may have tried twice: what counts is what runs, as it was asked for. */
  private String onlyOneOf(List<String> candidates, LaunchRequest launch)
      throws FlinkUnavailableException {
    List<String> live = new ArrayList<>();
    List<String> fitting = new ArrayList<>();
    for (String id : candidates) {
      JsonNode job = rest.get("/jobs/" + id);
      boolean ended = job.path("end-time").asLong(-1) > 0;
      if (!ended) {
        live.add(id);
      }
      if (!ended && parallelism(job).equals(launch.parallelism())) {
        fitting.add(id);
      }
    }
    if (live.isEmpty()) {
      return candidates.get(candidates.size() - 1);
    }
    if (live.size() == 1) {
      return live.get(0);
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new FlinkUnavailableException(
        "several runs named %s have started since %s: %s; cancel all but the one that is to go on"
            .formatted(launch.jobName(), launch.since(), String.join(", ", live)));
  }

  private static Map<OperatorId, Integer> parallelism(JsonNode job) {
    Map<OperatorId, Integer> result = new LinkedHashMap<>();
    for (JsonNode vertex : job.path("vertices")) {
      result.put(new OperatorId(vertex.path("id").asText()), vertex.path("parallelism").asInt());
    }
    return result;
  }
}

package io.conttune.benchmark.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plays the REST API of a session cluster, as far as a service asks it that only recommends. Notes
 * when each job is looked at. Threads may share one.
 */
final class PlayedCluster {
  private static final String JOBS = "/jobs/";
  private static final String METRICS = "/subtasks/metrics";

  private final Map<String, PlayedJob> jobs = new LinkedHashMap<>();
  private final Map<String, List<Long>> looks = new LinkedHashMap<>();
  private long requests;

  PlayedCluster(List<PlayedJob> played) {
    played.forEach(job -> jobs.put(job.id(), job));
  }

  /**
   * The JSON at a path with its query; empty where Flink would not know it.
   *
   * @param nanos the present by the clock of {@link System#nanoTime()}
   */
  synchronized Optional<String> answer(String target, long nanos) {
    requests++;
    long now = System.currentTimeMillis();
    String path = target.replaceFirst("\\?.*", "");
    return switch (path) {
      case "/overview" -> Optional.of(overview());
      case "/config" ->
          Optional.of("{\"refresh-interval\":3000,\"flink-version\":\"1.20.5\",\"features\":{}}");
      case "/taskmanagers" -> Optional.of("{\"taskmanagers\":[]}");
      case "/jobs/overview" ->
          Optional.of(
              jobs.values().stream()
                  .map(job -> job.listed(now))
                  .collect(Collectors.joining(",", "{\"jobs\":[", "]}")));
      default -> path.startsWith(JOBS) ? ofJob(path, target, now, nanos) : Optional.empty();
    };
  }

  private String overview() {
    int held = jobs.size() * PlayedJob.slots();
    return """
        {"taskmanagers":%d,"slots-total":%d,"slots-available":%d,"jobs-running":%d,\
        "jobs-finished":0,"jobs-cancelled":0,"jobs-failed":0,"flink-version":"1.20.5",\
        "flink-commit":"0980485"}"""
        .formatted(jobs.size(), 2 * held, held, jobs.size());
  }

  private Optional<String> ofJob(String path, String target, long now, long nanos) {
    String[] parts = path.substring(JOBS.length()).split("/", -1);
    PlayedJob job = jobs.get(parts[0]);
    if (job == null) {
      return Optional.empty();
    }
    if (parts.length == 1) {
      looks.computeIfAbsent(parts[0], id -> new ArrayList<>()).add(nanos);
      return Optional.of(job.details(now));
    }
    if (parts.length >= 3 && path.endsWith(METRICS)) {
      int query = target.indexOf("?get=");
      return Optional.of(
          query < 0
              ? job.metricNames(parts[2])
              : job.metrics(parts[2], names(target.substring(query + "?get=".length())), now));
    }
    return Optional.empty();
  }

  private static List<String> names(String query) {
    return List.of(query.replaceFirst("&.*", "").split(",", -1));
  }

  /** Number of requests until now. */
  synchronized long requests() {
    return requests;
  }

  /** The number of jobs that were looked at. */
  synchronized int seen() {
    return looks.size();
  }

  /** Times of the looks at each job that was looked at, in nanoseconds, oldest first. */
  synchronized List<List<Long>> looks() {
    return looks.values().stream().map(List::copyOf).toList();
  }
}

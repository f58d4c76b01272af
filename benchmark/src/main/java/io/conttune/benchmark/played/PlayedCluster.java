package io.conttune.benchmark.played;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plays the REST API of a session cluster on the adaptive scheduler, as far as a service asks it
 * that measures jobs and rescales them in place. Notes when each job is looked at, and what is to
 * be changed. Threads may share one.
 */
public final class PlayedCluster implements PlayedApi {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String JOBS = "/jobs/";
  private static final String METRICS = "/subtasks/metrics";
  private static final int SLOTS_OF_JOB = 16;
  private static final String CONFIG =
      """
      {"refresh-interval":3000,"flink-version":"1.20.5","features":{"web-submit":true,\
      "web-cancel":true}}""";
  private static final String SETTINGS =
      "[{\"key\":\"jobmanager.scheduler\",\"value\":\"adaptive\"}]";
  private static final String CHECKPOINTS =
      """
      {"mode":"exactly_once","interval":10000,"timeout":600000,"min_pause":0,"max_concurrent":1,\
      "externalization":{"enabled":true,"delete_on_cancellation":false},\
      "state_backend":"HashMapStateBackend","checkpoint_storage":"FileSystemCheckpointStorage",\
      "unaligned_checkpoints":false,"tolerable_failed_checkpoints":0}""";
  private static final String EXCEPTIONS =
      """
      {"root-exception":null,"timestamp":null,"all-exceptions":[],"truncated":false,\
      "exceptionHistory":{"entries":[],"truncated":false}}""";

  private final InstantSource clock;
  private final Map<String, PlayedJob> jobs = new LinkedHashMap<>();
  private final Map<String, List<Long>> looks = new LinkedHashMap<>();
  private final List<PlayedAct> acts = new ArrayList<>();
  private Set<String> missing = Set.of();
  private long requests;

  private PlayedCluster(List<PlayedJob> played, InstantSource clock) {
    this.clock = clock;
    played.forEach(job -> jobs.put(job.id(), job));
  }

  /**
   * A cluster of so many jobs, which all have begun now.
   *
   * @param from number of the first job
   * @param loads the truth about the job of a number
   */
  public static PlayedCluster of(
      int from, int count, IntFunction<TrueLoad> loads, InstantSource clock) {
    return new PlayedCluster(
        IntStream.range(from, from + count)
            .mapToObj(number -> new PlayedJob(number, loads.apply(number), clock.millis()))
            .toList(),
        clock);
  }

  /** What Flink would answer now. */
  @Override
  public synchronized PlayedReply answer(PlayedRequest request) {
    requests++;
    long now = clock.millis();
    if (!request.isRead()) {
      return change(request, now);
    }
    return read(request, now)
        .map(PlayedReply::json)
        .orElseGet(() -> PlayedReply.error(404, unknown(request.path())));
  }

  private Optional<String> read(PlayedRequest request, long now) {
    String path = request.path();
    return switch (path) {
      case "/overview" -> Optional.of(overview());
      case "/config" -> Optional.of(CONFIG);
      case "/jobmanager/config" -> Optional.of(SETTINGS);
      case "/taskmanagers" -> Optional.of("{\"taskmanagers\":[]}");
      case "/jobs" -> Optional.of(list(job -> job.status(now)));
      case "/jobs/overview" -> Optional.of(list(job -> job.listed(now)));
      default -> path.startsWith(JOBS) ? ofJob(path, request.target(), now) : Optional.empty();
    };
  }

  private String list(Function<PlayedJob, String> entry) {
    return present().map(entry).collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
  }

  private Stream<PlayedJob> present() {
    return jobs.values().stream().filter(job -> !missing.contains(job.id()));
  }

  private String overview() {
    int all = jobs.size() * SLOTS_OF_JOB;
    int held = present().mapToInt(PlayedJob::slots).sum();
    return """
        {"taskmanagers":%d,"slots-total":%d,"slots-available":%d,"jobs-running":%d,\
        "jobs-finished":0,"jobs-cancelled":0,"jobs-failed":0,"flink-version":"1.20.5",\
        "flink-commit":"0980485"}"""
        .formatted(jobs.size(), all, all - held, present().count());
  }

  private Optional<PlayedJob> job(String id) {
    return Optional.ofNullable(jobs.get(id)).filter(job -> !missing.contains(id));
  }

  private Optional<String> ofJob(String path, String target, long now) {
    String[] parts = path.substring(JOBS.length()).split("/", -1);
    Optional<PlayedJob> found = job(parts[0]);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PlayedJob job = found.get();
    if (parts.length == 1) {
      looks.computeIfAbsent(parts[0], id -> new ArrayList<>()).add(System.nanoTime());
      return Optional.of(job.details(now));
    }
    if (parts[1].equals("vertices") && parts.length >= 3) {
      return ofVertex(job, parts[2], path, target, now);
    }
    return switch (path.substring(JOBS.length() + parts[0].length())) {
      case "/checkpoints" -> Optional.of(job.checkpoints(now));
      case "/checkpoints/config" -> Optional.of(CHECKPOINTS);
      case "/resource-requirements" -> Optional.of(job.requirements());
      case "/execution-result" -> Optional.of("{\"status\":{\"id\":\"IN_PROGRESS\"}}");
      case "/exceptions" -> Optional.of(EXCEPTIONS);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofVertex(
      PlayedJob job, String vertex, String path, String target, long now) {
    if (path.endsWith("/" + vertex)) {
      return Optional.of(job.subtasks(vertex, now));
    }
    if (!path.endsWith(METRICS)) {
      return Optional.empty();
    }
    int query = target.indexOf("?get=");
    return Optional.of(
        query < 0
            ? job.metricNames(vertex)
            : job.metrics(vertex, names(target.substring(query + "?get=".length())), now));
  }

  private static List<String> names(String query) {
    return List.of(query.replaceFirst("&.*", "").split(",", -1));
  }

  /** Flink's words for a job that it does not know, and for a path. */
  private static String unknown(String path) {
    String id = path.startsWith(JOBS) ? path.substring(JOBS.length()).replaceFirst("/.*", "") : "";
    return id.matches("[0-9a-f]{32}")
        ? ("org.apache.flink.runtime.rest.NotFoundException: Job %s not found\\nCaused by:"
                + " org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find"
                + " Flink job (%s)\\n")
            .formatted(id, id)
        : "Unable to load requested file " + path + ".";
  }

  private PlayedReply change(PlayedRequest request, long now) {
    String path = request.path();
    String id = path.startsWith(JOBS) ? path.substring(JOBS.length()).replaceFirst("/.*", "") : "";
    Optional<PlayedJob> job = job(id);
    Map<String, Integer> wanted =
        request.method().equals("PUT") && path.endsWith("/resource-requirements")
            ? wanted(request.body())
            : Map.of();
    if (job.isEmpty()) {
      return PlayedReply.error(404, unknown(path));
    }
    List<Integer> before = job.get().parallelism();
    double backlog = job.get().backlog(now);
    if (!wanted.isEmpty()) {
      job.get().rescale(wanted, now);
    }
    acts.add(
        new PlayedAct(
            now,
            job.get().number(),
            request.method() + " " + path,
            before,
            wanted.isEmpty() ? List.of() : job.get().parallelism(),
            backlog));
    return wanted.isEmpty() ? PlayedReply.error(404, unknown("")) : PlayedReply.json("{}");
  }

  /** The upper bounds of a request, by job vertex; empty if it is not understood. */
  private static Map<String, Integer> wanted(String body) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> vertex : MAPPER.readTree(body).properties()) {
        wanted.put(vertex.getKey(), vertex.getValue().at("/parallelism/upperBound").asInt());
      }
    } catch (JsonProcessingException unreadable) {
      return Map.of();
    }
    return Map.copyOf(wanted);
  }

  /** From now on these jobs are not known, until the next call. */
  public synchronized void lose(Set<String> ids) {
    missing = Set.copyOf(ids);
  }

  /** The ids of all its jobs. */
  public synchronized List<String> ids() {
    return List.copyOf(jobs.keySet());
  }

  /** The truth about the job of this number, which must be one of its own. */
  public synchronized TrueLoad load(int number) {
    return jobs.values().stream()
        .filter(job -> job.number() == number)
        .findFirst()
        .orElseThrow()
        .load();
  }

  /** What was to be changed until now, in the order of time. */
  public synchronized List<PlayedAct> acts() {
    return List.copyOf(acts);
  }

  /** Number of requests until now. */
  public synchronized long requests() {
    return requests;
  }

  /** The number of jobs that were looked at. */
  public synchronized int seen() {
    return looks.size();
  }

  /** Times of the looks at each job that was looked at, in nanoseconds, oldest first. */
  public synchronized List<List<Long>> looks() {
    return looks.values().stream().map(List::copyOf).toList();
  }
}

package io.conttune.benchmark.played;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A job in the words of Flink 1.20: a source, and operators one behind another. Its counters grow
 * with the time as its true load and its parallelism make them. Like a job on the adaptive
 * scheduler it can be told to run at another parallelism, and is restarted for it.
 */
public final class PlayedJob {
  /** Of every operator, when the job begins. */
  static final int PARALLELISM = 2;

  private static final long RESTART_MILLIS = 2000;
  private static final long CHECKPOINT_MILLIS = 10_000;
  private static final String TASKS =
      "\"tasks\":{\"CREATED\":%d,\"SCHEDULED\":0,\"RECONCILING\":0,\"CANCELED\":0,\"RUNNING\":%d,"
          + "\"CANCELING\":0,\"DEPLOYING\":0,\"INITIALIZING\":0,\"FINISHED\":0,\"FAILED\":0}";

  /** The metrics that a task of Flink 1.20 lists, without those of its network and its mailbox. */
  private static final List<String> OF_TASK =
      List.of(
          "accumulateBackPressuredTimeMs",
          "accumulateBusyTimeMs",
          "accumulateIdleTimeMs",
          "backPressuredTimeMsPerSecond",
          "busyTimeMsPerSecond",
          "checkpointStartDelayNanos",
          "hardBackPressuredTimeMsPerSecond",
          "idleTimeMsPerSecond",
          "initializationTime",
          "isBackPressured",
          "mailboxMailsPerSecond",
          "numBytesIn",
          "numBytesOut",
          "numRecordsIn",
          "numRecordsInPerSecond",
          "numRecordsOut",
          "numRecordsOutPerSecond",
          "softBackPressuredTimeMsPerSecond");

  private static final List<String> OF_SOURCE =
      List.of(
          "Source__src.numBytesIn",
          "Source__src.numBytesOut",
          "Source__src.numRecordsIn",
          "Source__src.numRecordsInErrors",
          "Source__src.numRecordsInPerSecond",
          "Source__src.numRecordsOut",
          "Source__src.numRecordsOutPerSecond",
          "Source__src.pendingRecords",
          "Source__src.sourceIdleTime");

  private final String id;
  private final String name;
  private final int number;
  private final TrueLoad load;
  private final int operators;
  private final long begun;
  private PlayedFlow flow;
  private List<Integer> asked;

  /**
   * A job that runs from now on.
   *
   * @param number of the job among all jobs, from 0 on
   * @param load its truth, with an ability for each operator
   * @param now milliseconds of the time of day
   */
  public PlayedJob(int number, TrueLoad load, long now) {
    this.id = "%032x".formatted(0x10000 + number);
    this.name = name(number);
    this.number = number;
    this.load = load;
    this.operators = load.abilities().size();
    this.begun = now;
    this.asked = Collections.nCopies(operators, PARALLELISM);
    this.flow = new PlayedFlow(load, asked, number, now, 0);
  }

  /** The name of the job of this number. */
  public static String name(int number) {
    return "job-%04d".formatted(number);
  }

  /** The file of a job that the service is to tune in place. */
  public static String settings(String job, URI flink, Duration poll) {
    return """
        job: %s
        flink: %s
        mode: act
        sinks: idempotent
        rescale: {in-place: always}
        metrics: {poll: %dms}
        """
        .formatted(job, flink, poll.toMillis());
  }

  int number() {
    return number;
  }

  /** The truth about it. */
  public TrueLoad load() {
    return load;
  }

  /** The parallelism of its operators, the source first. */
  List<Integer> parallelism() {
    return asked;
  }

  /** Records that wait at its source. */
  double backlog(long now) {
    flow.advance(now);
    return flow.backlog();
  }

  /** The job's id. */
  String id() {
    return id;
  }

  /** Slots that it holds: its operators share them. */
  int slots() {
    return Collections.max(asked);
  }

  /** Restarts it at another parallelism, from its newest checkpoint. */
  void rescale(Map<String, Integer> wanted, long now) {
    List<Integer> next = new ArrayList<>(asked);
    for (int vertex = 0; vertex < operators; vertex++) {
      next.set(vertex, wanted.getOrDefault(vertexId(vertex), asked.get(vertex)));
    }
    if (next.equals(asked)) {
      return;
    }
    long up = now + RESTART_MILLIS;
    double again = flow.arrived(Math.max(flow.since(), checkpoint(now)), up);
    double waiting = backlog(now) + again;
    asked = List.copyOf(next);
    flow = new PlayedFlow(load, asked, number, up, waiting);
  }

  /** The time of the newest checkpoint. */
  private static long checkpoint(long now) {
    return now - now % CHECKPOINT_MILLIS;
  }

  private boolean isUp(long now) {
    return now >= flow.since();
  }

  private String state(long now) {
    return isUp(now) ? "RUNNING" : "RESTARTING";
  }

  /** Its entry in the list of all that is known of jobs. */
  String listed(long now) {
    int tasks = asked.stream().mapToInt(Integer::intValue).sum();
    int running = isUp(now) ? tasks : 0;
    return """
        {"jid":"%s","name":"%s","start-time":%d,"end-time":-1,"duration":%d,"state":"%s",\
        "last-modification":%d,"tasks":{"running":%d,"canceling":0,"canceled":0,"total":%d,\
        "created":%d,"scheduled":0,"deploying":0,"reconciling":0,"finished":0,"initializing":0,\
        "failed":0}}"""
        .formatted(
            id,
            name,
            begun,
            now - begun,
            state(now),
            Math.min(now, flow.since()),
            running,
            tasks,
            tasks - running);
  }

  /** Its entry in the short list of jobs. */
  String status(long now) {
    return "{\"id\":\"%s\",\"status\":\"%s\"}".formatted(id, state(now));
  }

  /** The answer to {@code /jobs/:id}. */
  String details(long now) {
    flow.advance(now);
    String vertices =
        IntStream.range(0, operators)
            .mapToObj(vertex -> vertex(vertex, now))
            .collect(Collectors.joining(","));
    String nodes =
        IntStream.range(0, operators).mapToObj(this::node).collect(Collectors.joining(","));
    int running = isUp(now) ? operators : 0;
    return """
        {"jid":"%s","name":"%s","isStoppable":false,"state":"%s","job-type":"STREAMING",\
        "start-time":%d,"end-time":-1,"duration":%d,"maxParallelism":128,"now":%d,"timestamps":{\
        "CANCELLING":0,"CANCELED":0,"CREATED":%d,"RUNNING":%d,"FAILING":0,"FAILED":0,\
        "FINISHED":0,"RESTARTING":0,"SUSPENDED":0,"RECONCILING":0,"INITIALIZING":%d},\
        "vertices":[%s],"status-counts":{"CREATED":%d,"SCHEDULED":0,"RECONCILING":0,"CANCELED":0,\
        "RUNNING":%d,"CANCELING":0,"DEPLOYING":0,"INITIALIZING":0,"FINISHED":0,"FAILED":0},\
        "plan":{"jid":"%s","name":"%s","type":"STREAMING","nodes":[%s]}}"""
        .formatted(
            id,
            name,
            state(now),
            begun,
            now - begun,
            now,
            begun,
            isUp(now) ? flow.since() : 0,
            begun,
            vertices,
            operators - running,
            running,
            id,
            name,
            nodes);
  }

  private String vertex(int vertex, long now) {
    long records = flow.records();
    int subtasks = asked.get(vertex);
    int running = isUp(now) ? subtasks : 0;
    return """
        {"id":"%s","slotSharingGroupId":"df2b6477aaed0a79023133f8a1b390fb","name":"%s",\
        "maxParallelism":128,"parallelism":%d,"status":"%s","start-time":%d,"end-time":-1,\
        "duration":%d,%s,"metrics":{"read-bytes":%d,"read-bytes-complete":true,"write-bytes":%d,\
        "write-bytes-complete":true,"read-records":%d,"read-records-complete":true,\
        "write-records":%d,"write-records-complete":true,"accumulated-backpressured-time":%d,\
        "accumulated-idle-time":%d,"accumulated-busy-time":%d.0}}"""
        .formatted(
            vertexId(vertex),
            vertexName(vertex),
            subtasks,
            isUp(now) ? "RUNNING" : "CREATED",
            isUp(now) ? flow.since() : -1,
            isUp(now) ? now - flow.since() : -1,
            TASKS.formatted(subtasks - running, running),
            vertex == 0 ? 0 : records * 20,
            vertex == operators - 1 ? 0 : records * 20,
            vertex == 0 ? 0 : records,
            vertex == operators - 1 ? 0 : records,
            Math.round(flow.backPressured(vertex)),
            Math.round(flow.idle(vertex)),
            Math.round(flow.busy(vertex)));
  }

  private String node(int vertex) {
    String inputs =
        vertex == 0
            ? ""
            : """
            "inputs":[{"num":0,"id":"%s","ship_strategy":"HASH",\
            "exchange":"pipelined_bounded"}],"""
                .formatted(vertexId(vertex - 1));
    return """
        {"id":"%s","parallelism":%d,"operator":"","operator_strategy":"","description":"%s<br/>",\
        %s"optimizer_properties":{}}"""
        .formatted(vertexId(vertex), asked.get(vertex), vertexName(vertex), inputs);
  }

  /** The names of the metrics of a vertex, as {@code …/subtasks/metrics} lists them. */
  String metricNames(String vertex) {
    List<String> ofSource = vertex.equals(vertexId(0)) ? OF_SOURCE : List.<String>of();
    return IntStream.range(0, ofSource.size() + OF_TASK.size())
        .mapToObj(i -> i < ofSource.size() ? ofSource.get(i) : OF_TASK.get(i - ofSource.size()))
        .map("{\"id\":\"%s\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The metrics of these names, each over all subtasks; none while it is restarted. */
  String metrics(String vertex, List<String> names, long now) {
    if (!isUp(now)) {
      return "[]";
    }
    flow.advance(now);
    int of = vertex(vertex);
    return names.stream()
        .map(metric -> metric(metric, value(metric, of), asked.get(of)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String metric(String metric, double sum, int subtasks) {
    double each = sum / subtasks;
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"min\":%.1f,\"max\":%.1f,\"avg\":%.1f,\"sum\":%.1f}",
        metric,
        each,
        each,
        each,
        sum);
  }

  private double value(String metric, int vertex) {
    String last = metric.substring(metric.lastIndexOf('.') + 1);
    return switch (last) {
      case "accumulateBusyTimeMs" -> flow.busy(vertex);
      case "accumulateIdleTimeMs" -> flow.idle(vertex);
      case "accumulateBackPressuredTimeMs" -> flow.backPressured(vertex);
      case "numRecordsIn" -> metric.equals(last) && vertex == 0 ? 0 : flow.records();
      case "numRecordsOut" -> flow.records();
      case "pendingRecords" -> Math.round(flow.backlog());
      default -> 0;
    };
  }

  /** The answer to {@code …/resource-requirements}. */
  String requirements() {
    return IntStream.range(0, operators)
        .mapToObj(
            vertex ->
                "\"%s\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":%d}}"
                    .formatted(vertexId(vertex), asked.get(vertex)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The answer to {@code …/checkpoints}: one every ten seconds, of which the newest is shown. */
  String checkpoints(long now) {
    long at = Math.max(begun, checkpoint(now));
    String newest =
        """
        {"className":"completed","id":%d,"status":"COMPLETED","is_savepoint":false,\
        "savepointFormat":null,"trigger_timestamp":%d,"latest_ack_timestamp":%d,\
        "checkpointed_size":25666,"state_size":25666,"end_to_end_duration":218,\
        "alignment_buffered":0,"processed_data":651,"persisted_data":0,"num_subtasks":6,\
        "num_acknowledged_subtasks":6,"checkpoint_type":"CHECKPOINT","tasks":{},\
        "external_path":"file:/checkpoints/%s/chk-%d","discarded":false}"""
            .formatted(1 + at / CHECKPOINT_MILLIS, at - 218, at, id, 1 + at / CHECKPOINT_MILLIS);
    return """
        {"counts":{"restored":0,"total":1,"in_progress":0,"completed":1,"failed":0},"latest":{\
        "completed":%s,"savepoint":null,"failed":null,"restored":null},"history":[%s]}"""
        .formatted(newest, newest);
  }

  /** The answer to {@code …/vertices/:id}. */
  String subtasks(String vertex, long now) {
    int of = vertex(vertex);
    String subtasks =
        IntStream.range(0, isUp(now) ? asked.get(of) : 0)
            .mapToObj(
                subtask ->
                    """
                    {"subtask":%d,"status":"RUNNING","attempt":0,"start-time":%d,"end-time":-1,\
                    "duration":%d,"status-duration":{"CREATED":1,"SCHEDULED":1,"DEPLOYING":0,\
                    "INITIALIZING":0,"RUNNING":%d}}"""
                        .formatted(subtask, flow.since(), now - flow.since(), now - flow.since()))
            .collect(Collectors.joining(","));
    return "{\"id\":\"%s\",\"name\":\"%s\",\"parallelism\":%d,\"now\":%d,\"subtasks\":[%s]}"
        .formatted(vertex, vertexName(of), asked.get(of), now, subtasks);
  }

  private static int vertex(String id) {
    return Integer.parseInt(id, 16);
  }

  private static String vertexId(int vertex) {
    return "%032x".formatted(vertex);
  }

  private static String vertexName(int vertex) {
    return vertex == 0 ? "Source: src" : "operator " + vertex;
  }
}

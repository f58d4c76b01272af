package io.conttune.benchmark.scale;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A job in the words of Flink 1.20: a source, and operators one behind another. Its counters grow
 * with the time at rates of which its parallelism keeps up, each job a little differently, so that
 * tuners compute and then hold.
 */
final class PlayedJob {
  private static final int PARALLELISM = 2;
  private static final String TASKS =
      "\"tasks\":{\"CREATED\":0,\"SCHEDULED\":0,\"RECONCILING\":0,\"CANCELED\":0,\"RUNNING\":%d,"
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
  private final int operators;
  private final long runningSince;

  /**
   * A job that runs from now on.
   *
   * @param number of the job among all jobs, from 0 on
   * @param now milliseconds of the time of day
   */
  PlayedJob(int number, int operators, long now) {
    this.id = "%032x".formatted(0x10000 + number);
    this.name = name(number);
    this.number = number;
    this.operators = operators;
    this.runningSince = now;
  }

  /** The name of the job of this number. */
  static String name(int number) {
    return "job-%04d".formatted(number);
  }

  String id() {
    return id;
  }

  /** Slots that it holds. */
  static int slots() {
    return PARALLELISM;
  }

  /** Its entry in the list of jobs. */
  String listed(long now) {
    int tasks = operators * PARALLELISM;
    return """
        {"jid":"%s","name":"%s","start-time":%d,"end-time":-1,"duration":%d,"state":"RUNNING",\
        "last-modification":%d,"tasks":{"running":%d,"canceling":0,"canceled":0,"total":%d,\
        "created":0,"scheduled":0,"deploying":0,"reconciling":0,"finished":0,"initializing":0,\
        "failed":0}}"""
        .formatted(id, name, runningSince, now - runningSince, runningSince, tasks, tasks);
  }

  /** The answer to {@code /jobs/:id}. */
  String details(long now) {
    String vertices =
        IntStream.range(0, operators)
            .mapToObj(vertex -> vertex(vertex, now))
            .collect(Collectors.joining(","));
    String nodes =
        IntStream.range(0, operators).mapToObj(PlayedJob::node).collect(Collectors.joining(","));
    return """
        {"jid":"%s","name":"%s","isStoppable":false,"state":"RUNNING","job-type":"STREAMING",\
        "start-time":%d,"end-time":-1,"duration":%d,"maxParallelism":128,"now":%d,"timestamps":{\
        "CANCELLING":0,"CANCELED":0,"CREATED":%d,"RUNNING":%d,"FAILING":0,"FAILED":0,\
        "FINISHED":0,"RESTARTING":0,"SUSPENDED":0,"RECONCILING":0,"INITIALIZING":%d},\
        "vertices":[%s],"status-counts":{"CREATED":0,"SCHEDULED":0,"RECONCILING":0,"CANCELED":0,\
        "RUNNING":%d,"CANCELING":0,"DEPLOYING":0,"INITIALIZING":0,"FINISHED":0,"FAILED":0},\
        "plan":{"jid":"%s","name":"%s","type":"STREAMING","nodes":[%s]}}"""
        .formatted(
            id,
            name,
            runningSince,
            now - runningSince,
            now,
            runningSince,
            runningSince,
            runningSince,
            vertices,
            operators,
            id,
            name,
            nodes);
  }

  private String vertex(int vertex, long now) {
    long records = records(now);
    long busy = busy(vertex, now);
    return """
        {"id":"%s","slotSharingGroupId":"df2b6477aaed0a79023133f8a1b390fb","name":"%s",\
        "maxParallelism":128,"parallelism":%d,"status":"RUNNING","start-time":%d,"end-time":-1,\
        "duration":%d,%s,"metrics":{"read-bytes":%d,"read-bytes-complete":true,"write-bytes":%d,\
        "write-bytes-complete":true,"read-records":%d,"read-records-complete":true,\
        "write-records":%d,"write-records-complete":true,"accumulated-backpressured-time":0,\
        "accumulated-idle-time":%d,"accumulated-busy-time":%d.0}}"""
        .formatted(
            vertexId(vertex),
            vertexName(vertex),
            PARALLELISM,
            runningSince,
            now - runningSince,
            TASKS.formatted(PARALLELISM),
            vertex == 0 ? 0 : records * 20,
            vertex == operators - 1 ? 0 : records * 20,
            vertex == 0 ? 0 : records,
            vertex == operators - 1 ? 0 : records,
            PARALLELISM * (now - runningSince) - busy,
            busy);
  }

  private static String node(int vertex) {
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
        .formatted(vertexId(vertex), PARALLELISM, vertexName(vertex), inputs);
  }

  /** The names of the metrics of a vertex, as {@code …/subtasks/metrics} lists them. */
  String metricNames(String vertex) {
    List<String> ofSource = vertex.equals(vertexId(0)) ? OF_SOURCE : List.<String>of();
    return IntStream.range(0, ofSource.size() + OF_TASK.size())
        .mapToObj(i -> i < ofSource.size() ? ofSource.get(i) : OF_TASK.get(i - ofSource.size()))
        .map("{\"id\":\"%s\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The metrics of these names, each over all subtasks. */
  String metrics(String vertex, List<String> names, long now) {
    return names.stream()
        .map(metric -> metric(metric, value(metric, Integer.parseInt(vertex, 16), now)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String metric(String metric, double sum) {
    double each = sum / PARALLELISM;
    return String.format(
        Locale.ROOT,
        "{\"id\":\"%s\",\"min\":%.1f,\"max\":%.1f,\"avg\":%.1f,\"sum\":%.1f}",
        metric,
        each,
        each,
        each,
        sum);
  }

  private double value(String metric, int vertex, long now) {
    long passed = PARALLELISM * (now - runningSince);
    String last = metric.substring(metric.lastIndexOf('.') + 1);
    return switch (last) {
      case "accumulateBusyTimeMs" -> busy(vertex, now);
      case "accumulateIdleTimeMs" -> passed - busy(vertex, now);
      case "numRecordsIn" -> metric.equals(last) && vertex == 0 ? 0 : records(now);
      case "numRecordsOut" -> records(now);
      default -> 0;
    };
  }

  /** A hundred records a second and more, a little unsteady. */
  private long records(long now) {
    double seconds = (now - runningSince) / 1000.0;
    return Math.round((100 + number % 10) * (seconds + Math.sin(seconds / 7 + number) / 5));
  }

  /** Every subtask is busy for about half of the time, which is what a tuner leaves alone. */
  private long busy(int vertex, long now) {
    double seconds = (now - runningSince) / 1000.0;
    double share = 0.5 + 0.02 * (vertex % 5);
    double worked = seconds + Math.sin(seconds / 7 + number) / 5;
    return Math.round(Math.max(0, PARALLELISM * share * worked * 1000));
  }

  private static String vertexId(int vertex) {
    return "%032x".formatted(vertex);
  }

  private static String vertexName(int vertex) {
    return vertex == 0 ? "Source: src" : "operator " + vertex;
  }
}

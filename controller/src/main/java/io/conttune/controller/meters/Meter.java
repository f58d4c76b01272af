package io.conttune.controller.meters;

import java.util.List;
import java.util.stream.Stream;

/**
 * The time series that the service tells Prometheus about its jobs. Names are stable: people chart
 * them and alert on them.
 */
public enum Meter {
  JOB_PHASE(
      Kind.GAUGE,
      "conttune_job_phase",
      "1 for the phase that the job is in, 0 for each other one.",
      "phase"),
  JOB_ACTING(
      Kind.GAUGE,
      "conttune_job_acting",
      "1 if this controller may act on the job, 0 while another one holds its lease."),
  JOB_DOWN(
      Kind.GAUGE, "conttune_job_down_seconds", "How long the job has been down; 0 while it is up."),
  JOB_METRICS_AGE(
      Kind.GAUGE,
      "conttune_job_metrics_age_seconds",
      "Time since the job was seen last. Absent while there is no job."),
  JOB_LAG(
      Kind.GAUGE,
      "conttune_job_lag_seconds",
      "The lag of a job with an objective, in seconds of the rate at which records arrive. It grows"
          + " while the job is down. Absent if not known for two minutes."),
  JOB_SLOTS(Kind.GAUGE, "conttune_job_slots", "Task slots that the job holds."),
  JOB_WANTED_SLOTS(
      Kind.GAUGE,
      "conttune_job_wanted_slots",
      "Task slots that it would hold by the last decision."),
  JOB_PEAK_SLOTS(
      Kind.GAUGE,
      "conttune_job_peak_slots",
      "The most task slots that it held or would have held by a decision since the service started."),
  JOB_OBJECTIVE_KEPT(
      Kind.GAUGE,
      "conttune_job_objective_kept_ratio",
      "Share of the last day, as far as it was seen, in which the lag was as short as asked for."
          + " Absent while the lag is."),
  JOB_OBJECTIVE_ASKED(
      Kind.GAUGE,
      "conttune_job_objective_asked_ratio",
      "Share of the time for which the objective asks."),
  OPERATOR_PARALLELISM(
      Kind.GAUGE, "conttune_operator_parallelism", "Present parallelism.", "operator"),
  OPERATOR_WANTED(
      Kind.GAUGE,
      "conttune_operator_wanted_parallelism",
      "Parallelism that the last decision gives it; the present one if the tuner holds.",
      "operator"),
  OPERATOR_INPUT(
      Kind.GAUGE,
      "conttune_operator_input_records_per_second",
      "Records received per second.",
      "operator"),
  OPERATOR_TARGET(
      Kind.GAUGE,
      "conttune_operator_target_records_per_second",
      "Records per second that would arrive if nothing held the job up.",
      "operator"),
  OPERATOR_ABILITY(
      Kind.GAUGE,
      "conttune_operator_ability_records_per_second",
      "Processing ability: records per second that it could process at its parallelism.",
      "operator"),
  OPERATOR_BUSY(
      Kind.GAUGE,
      "conttune_operator_busy_ratio",
      "Share of time in which its busiest subtask was busy, or the mean over subtasks.",
      "operator"),
  OPERATOR_BACKPRESSURED(
      Kind.GAUGE,
      "conttune_operator_backpressured_ratio",
      "Share of time in which it was backpressured, mean over subtasks.",
      "operator"),
  OPERATOR_BACKLOG(
      Kind.GAUGE,
      "conttune_operator_backlog_records",
      "Records that wait outside of Flink for this source.",
      "operator"),
  OPERATOR_BACKLOG_SECONDS(
      Kind.GAUGE,
      "conttune_operator_backlog_seconds",
      "The same in seconds of the rate at which they arrive.",
      "operator"),
  DECISIONS(
      Kind.COUNTER,
      "conttune_decisions",
      "Decisions, those that repeat the last one too; the cause is a step or a reason to hold.",
      "outcome",
      "cause"),
  RESCALES(
      Kind.COUNTER,
      "conttune_rescales",
      "Rescales that ended, by their final stage. Each stage is told from 0 on, so that the first"
          + " rescale counts as growth too.",
      "result"),
  RESCALE_DURATION(
      Kind.SUMMARY,
      "conttune_rescale_duration_seconds",
      "How long they took, from the plan on.",
      "kind",
      "result"),
  RESCALE_DOWNTIME(
      Kind.SUMMARY,
      "conttune_rescale_downtime_seconds",
      "Their downtime where it is known: from the end of the former run until all subtasks run.",
      "kind",
      "result"),
  LOOP_STEP(
      Kind.SUMMARY,
      "conttune_loop_step_seconds",
      "Steps of the job's control loop, with the requests to Flink and the store."),
  LOOP_AGE(
      Kind.GAUGE, "conttune_loop_age_seconds", "Time since the control loop was heard of last."),
  LOOP_TROUBLES(
      Kind.COUNTER,
      "conttune_loop_troubles",
      "Steps that came to nothing: Flink unreachable, the store failed, a defect, a lost lease.",
      "cause"),
  REST_ERRORS(
      Kind.COUNTER,
      "conttune_rest_errors",
      "Requests to the job's cluster that got no reply of Flink in time; its jobs share the count.",
      "flink"),
  CLUSTER_TASK_MANAGERS(
      Subject.CLUSTER, "conttune_cluster_task_managers", "TaskManagers of the cluster."),
  CLUSTER_NEEDED_TASK_MANAGERS(
      Subject.CLUSTER,
      "conttune_cluster_needed_task_managers",
      "TaskManagers that the cluster's jobs would need by the last decisions; those of jobs that are"
          + " not tuned as they are.");

  private final Subject subject;
  private final Kind kind;
  private final String base;
  private final String help;
  private final String labels;

  Meter(Kind kind, String base, String help, String... ownLabels) {
    this(Subject.JOB, kind, base, help, String.join(" ", ownLabels));
  }

  Meter(Subject subject, String base, String help) {
    this(subject, Kind.GAUGE, base, help, "");
  }

  Meter(Subject subject, Kind kind, String base, String help, String labels) {
    this.subject = subject;
    this.kind = kind;
    this.base = base;
    this.help = help;
    this.labels = labels;
  }

  /** The things that time series tell of. */
  private enum Subject {
    JOB("job"),
    CLUSTER("flink");

    private final String label;

    Subject(String label) {
      this.label = label;
    }
  }

  /** The kinds of time series. */
  public enum Kind {
    /** A value that goes up and down. */
    GAUGE,
    /** A number that only grows while the service runs. */
    COUNTER,
    /** A number of things and the sum of their seconds; both only grow while the service runs. */
    SUMMARY
  }

  /** Kind of the series. */
  public Kind kind() {
    return kind;
  }

  /** The name without the ending that its kind gives it. */
  String base() {
    return base;
  }

  /** Its meaning in one sentence. */
  public String help() {
    return help;
  }

  /** The names of its labels; each series has all of them. */
  public List<String> labels() {
    return Stream.of((subject.label + " " + labels).split(" ", -1))
        .filter(label -> !label.isEmpty())
        .toList();
  }

  /** The names under which Prometheus knows its series. */
  public List<String> names() {
    return switch (kind) {
      case GAUGE -> List.of(base);
      case COUNTER -> List.of(base + "_total");
      case SUMMARY -> List.of(base + "_count", base + "_sum");
    };
  }
}

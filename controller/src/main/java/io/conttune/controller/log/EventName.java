package io.conttune.controller.log;

import static org.slf4j.event.Level.DEBUG;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import java.util.List;
import java.util.Locale;
import org.slf4j.event.Level;

/**
 * The events that the service logs. Names are stable: people search and alert on them. An event
 * carries those of its fields that are known; all events of a job carry {@code job} too.
 */
public enum EventName {
  SERVICE_STARTED(INFO, "jobs"),
  SERVICE_FILE_FAULTY(ERROR, "file", "faults", "next"),
  SERVICE_FILE_CORRECT(INFO, "file"),
  SERVICE_SETTINGS_TAKEN(INFO, "keys"),
  SERVICE_RESTART_NEEDED(WARN, "keys", "next"),
  JOB_FILE_FAULTY(ERROR, "file", "faults", "next"),
  JOB_FILE_CORRECT(INFO, "file"),
  JOB_SETTINGS_TAKEN(INFO, "change"),
  SERVICE_STOPPING(INFO, "reason"),
  SERVICE_STOPPED(INFO, "jobsLeftDown"),
  SERVICE_DIED(ERROR, "thread", "exitCode", "reason", "next"),
  HTTP_LISTENING(INFO, "url"),
  HTTP_OFF(WARN, "reason", "next"),
  HTTP_REQUEST_FAILED(ERROR, "path", "reason"),
  WEBHOOK_FAILED(WARN, "webhook", "reason", "next"),
  WEBHOOK_BACK(INFO, "webhook", "lostEvents"),
  TASK_MANAGERS_TOLD(INFO, "cluster", "taskManagers", "needed"),
  TASK_MANAGERS_UNTOLD(WARN, "cluster", "needed", "reason", "next"),
  FLINK_UNREACHABLE(WARN, "since", "reason", "next"),
  FLINK_BACK(INFO, "awaySeconds"),
  JOB_WAITING(INFO, "reason", "awaySeconds"),
  JOB_SEEN(INFO, "jobId", "parallelism", "awaySeconds"),
  JOB_CHANGED(INFO, "jobId", "formerJobId", "parallelism", "changes", "awaySeconds"),
  JOB_ENDED(INFO, "jobId", "state", "reason", "awaySeconds"),
  JOB_AMBIGUOUS(WARN, "jobIds", "reason"),
  WINDOW_NOT_READY(DEBUG, "reason"),
  JOB_UNMEASURED(WARN, "since", "unmeasuredSeconds", "reason"),
  JOB_MEASURED(INFO, "unmeasuredSeconds"),
  SOURCE_RATE_MISSING(WARN, "source", "since", "reason", "next"),
  SOURCE_RATE_BACK(INFO, "source", "missingSeconds"),
  LIMITS_MISFIT(WARN, "faults"),
  LIMITS_FIT(INFO),
  LIMITS_NARROWED(WARN, "notes"),
  LIMITS_WIDENED(INFO),
  JOB_SHORT(WARN, "since", "shortSeconds", "limits", "from", "rate", "ability", "reason"),
  JOB_RELIEVED(INFO, "shortSeconds", "parallelism"),
  JOB_UNDECIDED(WARN, "since", "undecidedSeconds", "cause", "reason"),
  JOB_DECIDED(INFO, "undecidedSeconds"),
  OBJECTIVE_MISSED(WARN, "share", "keptShare", "beyondSeconds", "lagSeconds", "reason"),
  OBJECTIVE_KEPT(INFO, "share", "keptShare", "beyondSeconds", "lagSeconds", "reason"),
  DECISION(
      INFO,
      "jobId",
      "rescaleId",
      "outcome",
      "guards",
      "step",
      "provisioning",
      "parallelism",
      "from",
      "rate",
      "ability",
      "reason",
      "reactionSeconds",
      "awaySeconds"),
  ORDER_IN_FORCE(INFO, "id", "order", "parallelism", "until", "author", "reason"),
  ORDER_ENDED(INFO, "id", "order", "parallelism", "end", "note", "author", "reason"),
  HOLD(DEBUG, "cause", "provisioning", "from", "rate", "ability", "reason"),
  GUARD_REFUSED(
      WARN,
      "outcome",
      "step",
      "provisioning",
      "parallelism",
      "from",
      "rate",
      "ability",
      "reason",
      "guards"),
  RESCALE_STARTED(
      INFO,
      "rescaleId",
      "stage",
      "direction",
      "note",
      "cause",
      "capture",
      "estimatedDrainSeconds",
      "captureReason",
      "awaySeconds"),
  RESCALE_STAGE(DEBUG, "rescaleId", "stage", "direction", "note", "cause", "state"),
  RESCALE_ROLLING_BACK(WARN, "rescaleId", "stage", "direction", "note", "cause", "state"),
  RESCALE_VERIFIED(
      INFO,
      "rescaleId",
      "stage",
      "direction",
      "note",
      "cause",
      "state",
      "jobId",
      "parallelism",
      "seconds",
      "capture",
      "estimatedDrainSeconds",
      "stoppingSeconds",
      "downtimeSeconds",
      "awaySeconds"),
  RESCALE_ROLLED_BACK(
      WARN,
      "rescaleId",
      "stage",
      "direction",
      "note",
      "cause",
      "state",
      "jobId",
      "parallelism",
      "seconds",
      "capture",
      "estimatedDrainSeconds",
      "stoppingSeconds",
      "downtimeSeconds"),
  RESCALE_ABANDONED(
      WARN,
      "rescaleId",
      "stage",
      "direction",
      "note",
      "cause",
      "state",
      "jobId",
      "parallelism",
      "seconds"),
  RESCALE_FAILED(
      ERROR,
      "rescaleId",
      "stage",
      "direction",
      "note",
      "cause",
      "state",
      "jobId",
      "parallelism",
      "seconds"),
  JOB_DOWN(
      ERROR,
      "since",
      "downSeconds",
      "expectedSeconds",
      "rescaleId",
      "stage",
      "direction",
      "jobId",
      "tried",
      "state",
      "reason",
      "next",
      "command"),
  JOB_LEFT_DOWN(
      ERROR,
      "since",
      "downSeconds",
      "rescaleId",
      "stage",
      "direction",
      "tried",
      "state",
      "reason",
      "next",
      "command"),
  JOB_UP(INFO, "jobId", "downSeconds"),
  LATE_LAUNCH_FOUND(WARN, "rescaleId", "jobId"),
  LATE_LAUNCH_CANCELLED(WARN, "rescaleId", "jobId"),
  LEASE_TAKEN(INFO, "epoch", "holder"),
  LEASE_LOST(WARN, "reason"),
  LEASE_NOT_RENEWED(DEBUG, "reason"),
  LEASE_HANDED_OVER(INFO, "epoch", "reason"),
  SHARES_UNKNOWN(WARN, "reason"),
  SHARES_KNOWN(INFO),
  STANDING_BY(INFO, "epoch", "holder"),
  SAVEPOINT_DISPOSED(INFO, "state", "awaySeconds"),
  SAVEPOINT_NOT_DISPOSED(WARN, "reason", "state"),
  STORE_CREATED(INFO, "store"),
  FILE_EXPOSED(WARN, "file", "permissions", "reason"),
  STORE_FAILED(ERROR, "since", "reason"),
  STORE_BACK(INFO, "awaySeconds"),
  DECISION_LOG_FAILED(ERROR, "file", "reason", "next"),
  DECISION_LOG_BACK(INFO, "file", "awaySeconds", "lostLines"),
  INTERNAL_ERROR(ERROR, "reason", "errors", "since"),
  INTERNAL_ERROR_OVER(INFO, "errors", "errorSeconds"),
  LOG_DROPPED(WARN, "lines", "since");

  private final Level level;
  private final String fields;

  EventName(Level level, String... fields) {
    this.level = level;
    this.fields = String.join(" ", fields);
  }

  /** The name in the log, for example {@code rescale-started}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The level at which it is logged. */
  public Level level() {
    return level;
  }

  /** Whether somebody should look at it: it is of the level WARN or ERROR. */
  public boolean isTrouble() {
    return level.toInt() >= WARN.toInt();
  }

  /** The fields that it may carry, besides {@code job}. */
  public List<String> fields() {
    return fields.isEmpty() ? List.of() : List.of(fields.split(" ", -1));
  }
}

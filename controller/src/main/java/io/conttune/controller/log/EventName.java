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
  SERVICE_STARTED(INFO, "version", "store", "jobs"),
  SERVICE_STOPPING(INFO, "reason"),
  SERVICE_STOPPED(INFO),
  CONFIG_FAULT(ERROR, "file", "line", "column", "path", "message"),
  FLINK_UNREACHABLE(WARN, "url", "reason"),
  FLINK_BACK(INFO, "url", "awaySeconds"),
  JOB_WAITING(INFO, "reason"),
  JOB_SEEN(INFO, "jobId", "parallelism"),
  JOB_HELD(WARN, "reason"),
  WINDOW_NOT_READY(DEBUG, "reason"),
  WINDOW_READY(DEBUG, "windowSeconds", "rates", "busy", "processingAbility", "backlog"),
  OBSERVATION(DEBUG, "operator", "parallelism", "processingAbility"),
  DECISION(INFO, "decisionId", "step", "provisioning", "parallelism", "reason"),
  HOLD(DEBUG, "decisionId", "cause", "provisioning", "reason"),
  LIMITS_NOTE(WARN, "message"),
  GUARD_REFUSED(WARN, "decisionId", "guard", "reason"),
  RESCALE_STARTED(INFO, "rescaleId", "from", "to", "reason"),
  RESCALE_STAGE(DEBUG, "rescaleId", "stage", "state", "jobId"),
  RESCALE_RESUMED(INFO, "rescaleId", "stage"),
  RESCALE_VERIFIED(INFO, "rescaleId", "jobId", "parallelism", "downtimeSeconds"),
  RESCALE_ROLLED_BACK(WARN, "rescaleId", "jobId", "parallelism", "downtimeSeconds", "reason"),
  RESCALE_FAILED(ERROR, "rescaleId", "stage", "state", "reason"),
  STORE_FAILED(ERROR, "reason"),
  INTERNAL_ERROR(ERROR, "reason");

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

  /** The fields that it may carry, besides {@code job}. */
  public List<String> fields() {
    return fields.isEmpty() ? List.of() : List.of(fields.split(" ", -1));
  }
}

package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.JobOutage.RunState;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import java.time.Duration;
import java.util.Optional;

/** Makes the events of a job that is down. */
final class OutageEvents {
  private static final String AFTERWARDS =
      "from its newest checkpoint or savepoint; it is tuned again once it runs";

  private final RescueAdvice advice;

  OutageEvents(RescueAdvice advice) {
    this.advice = advice;
  }

  /**
   * The job is down.
   *
   * @param trouble what else stands in the way; empty if nothing is known
   */
  Event down(JobOutage outage, Optional<String> trouble) {
    Event event =
        Event.of(EventName.JOB_DOWN)
            .with("since", outage.since())
            .with("downSeconds", seconds(outage.length()))
            .with("expectedSeconds", seconds(outage.expected()));
    return outage.match(
        by -> byRescale(event, by, trouble.or(() -> unreachable(by))),
        own -> byItself(event, own, trouble));
  }

  private static Optional<String> unreachable(JobOutage.ByRescale outage) {
    return outage.obstacle().map(message -> "Flink does not answer: " + message);
  }

  private Event byRescale(Event event, JobOutage.ByRescale outage, Optional<String> trouble) {
    RescaleEntry entry = outage.entry();
    String next = RescueAdvice.next(entry);
    return withRescale(event, entry)
        .with("reason", trouble.map(why -> why + "; before: ").orElse("") + entry.note())
        .with(
            "next",
            outage.obstacle().isPresent() ? "asks Flink again; once it answers: " + next : next)
        .with(
            "command",
            outage.obstacle().isPresent() ? advice.look("/jobs/overview") : advice.command(entry));
  }

  private static Event withRescale(Event event, RescaleEntry entry) {
    Event named =
        event
            .with("rescaleId", entry.id())
            .with("stage", entry.stage().name())
            .with("direction", entry.direction().name())
            .with("tried", RescueAdvice.tried(entry));
    return entry
        .state()
        .map(CapturedState::path)
        .map(path -> named.with("state", path))
        .orElse(named);
  }

  private Event byItself(Event event, JobOutage.ByItself outage, Optional<String> trouble) {
    return event
        .with("jobId", outage.jobId())
        .with("reason", trouble.map(why -> why + "; before: ").orElse("") + outage.reason())
        .with("tried", "nothing: no rescale is under way")
        .with("next", next(outage.state()))
        .with("command", advice.look(path(outage)));
  }

  private static String next(RunState state) {
    return switch (state) {
      case RESTARTING -> "waits for the job to run again, then tunes it";
      case FAILED -> "nothing: a person must start the job, %s".formatted(AFTERWARDS);
      case FORGOTTEN ->
          "waits for a JobManager to recover the job; if none does, a person must start it, %s"
              .formatted(AFTERWARDS);
    };
  }

  /** Of a run that the cluster has forgotten it shows nothing. */
  private static String path(JobOutage.ByItself outage) {
    return switch (outage.state()) {
      case RESTARTING, FAILED -> "/jobs/%s/exceptions".formatted(outage.jobId());
      case FORGOTTEN -> "/jobs/overview";
    };
  }

  /** The service ends while a rescale keeps the job down. */
  Event leftDown(JobOutage.ByRescale outage) {
    RescaleEntry entry = outage.entry();
    return withRescale(
            Event.of(EventName.JOB_LEFT_DOWN)
                .with("since", outage.since())
                .with("downSeconds", seconds(outage.length())),
            entry)
        .with("reason", unreachable(outage).orElse(entry.note()))
        .with("next", "nothing until the service runs again; it then " + RescueAdvice.next(entry))
        .with(
            "command", "start the service again; or, for good without it: " + advice.start(entry));
  }

  Event up(String jobId, Duration downtime) {
    return Event.of(EventName.JOB_UP).with("jobId", jobId).with("downSeconds", seconds(downtime));
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}

package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.Begin;
import io.conttune.core.time.SteadyClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells that the rate of a source is missing that the job's file says how to get: when that begins,
 * and again with growing pauses. {@code source-rate-back} closes it. Not thread-safe.
 */
final class SourceRateLog {
  private static final String NEXT =
      "the job is tuned without it, by what the source itself tells; check metrics.rates of the"
          + " job's file";

  private final SteadyClock clock;
  private final Map<String, Missing> missing = new LinkedHashMap<>();

  SourceRateLog(SteadyClock clock) {
    this.clock = clock;
  }

  /** The rate of one source that is missing. */
  private record Missing(Begin begin, ReasonReminder reminder) {}

  /** The events of a look at the job; one at a job that is not up asks for no rate. */
  List<Event> after(JobSnapshot snapshot) {
    if (!snapshot.isUp()) {
      return List.of();
    }
    List<Event> events = new ArrayList<>();
    Map<String, String> now = snapshot.arrivals().missing();
    now.forEach(
        (source, reason) -> {
          Missing known =
              missing.computeIfAbsent(
                  source, any -> new Missing(Begin.now(clock), new ReasonReminder(clock)));
          if (known.reminder().isDue(reason)) {
            known.reminder().told(reason);
            events.add(
                Event.of(EventName.SOURCE_RATE_MISSING)
                    .with("source", source)
                    .with("since", known.begin().at())
                    .with("reason", reason)
                    .with("next", NEXT));
          }
        });
    missing
        .entrySet()
        .removeIf(
            former -> {
              boolean isBack = !now.containsKey(former.getKey());
              if (isBack) {
                events.add(
                    Event.of(EventName.SOURCE_RATE_BACK)
                        .with("source", former.getKey())
                        .with("missingSeconds", former.getValue().begin().seconds()));
              }
              return isBack;
            });
    return events;
  }
}

package io.conttune.controller.service;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import io.conttune.core.PrintableText;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at the service's own file again and again. What of a change can be taken while the service
 * runs is taken; of the rest it is told once that it needs a restart. Of a file with a fault the
 * last good contents hold. Not thread-safe.
 */
public final class ServiceFileWatch {
  private static final String KEEPS =
      "the service goes on as its file said before; correct the file, it is looked at every few"
          + " seconds";
  private static final String RESTART =
      "restart the service; until then these keys are as they were at its start";

  private final Path file;
  private final Supplier<Reading<ServiceConfig>> reading;
  private final ServiceConfig started;
  private final EventLog log;
  private ServiceConfig good;

  /** What was told last, so that it is told once. */
  private List<String> faultsTold = List.of();

  private List<String> restartTold = List.of();

  /**
   * A watch that has not looked yet.
   *
   * @param reading reads the file anew
   * @param started the settings with which the service was started
   */
  public ServiceFileWatch(
      Path file, Supplier<Reading<ServiceConfig>> reading, ServiceConfig started, EventLog log) {
    this.file = file;
    this.reading = reading;
    this.started = started;
    this.log = log;
    this.good = started;
  }

  /** Looks at the file, and returns the settings of which the changes were taken. */
  public ServiceConfig look() {
    return reading.get().match(this::taken, this::kept);
  }

  private ServiceConfig taken(ServiceConfig now) {
    if (!faultsTold.isEmpty()) {
      faultsTold = List.of();
      log.log(of(EventName.SERVICE_FILE_CORRECT));
    }
    List<String> keys = now.takenFrom(good);
    good = now;
    if (!keys.isEmpty()) {
      log.log(Event.of(EventName.SERVICE_SETTINGS_TAKEN).with("keys", keys));
    }
    List<String> later = now.startedAnewFor(started);
    if (!later.equals(restartTold) && !later.isEmpty()) {
      log.log(Event.of(EventName.SERVICE_RESTART_NEEDED).with("keys", later).with("next", RESTART));
    }
    restartTold = later;
    return now;
  }

  private ServiceConfig kept(List<Fault> faults) {
    List<String> lines = Fault.lines(faults);
    if (!lines.equals(faultsTold)) {
      log.log(of(EventName.SERVICE_FILE_FAULTY).with("faults", lines).with("next", KEEPS));
      faultsTold = lines;
    }
    return good;
  }

  private Event of(EventName name) {
    return Event.of(name).with("file", PrintableText.of(file.toString()));
  }
}

package io.conttune.controller.service;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.EventName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Lets the service serve what the job files say, every few seconds until it is told to stop. A
 * thousand files are looked at more rarely, so that it costs little.
 */
record JobFilesFollower(
    JobFilesWatch files,
    JobRoster roster,
    BiConsumer<List<JobConfig>, Set<String>> served,
    EventLog log,
    StopSignal stop)
    implements Runnable {
  private static final Duration PERIOD = Duration.ofSeconds(3);

  /** Between two looks passes this many times as long as a look takes, if that is longer. */
  private static final int REST = 20;

  @Override
  public void run() {
    try {
      Duration pause = PERIOD;
      while (!stop.endsWithin(pause)) {
        long begun = System.nanoTime();
        follow();
        Duration rest = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(REST);
        pause = rest.compareTo(PERIOD) > 0 ? rest : PERIOD;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      List<JobConfig> wanted = files.look();
      roster.take(wanted);
      served.accept(wanted, roster.names());
    } catch (RuntimeException e) {
      // A defect met once must not end the following of files.
      log.log(Event.of(EventName.INTERNAL_ERROR).with("reason", e.toString()).because(e));
    }
  }
}

package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkVersion;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For how long Flink's adaptive scheduler may put a change of the parallelism off, by the settings
 * of its cluster: within that, slowness is no failure.
 */
final class SchedulerDelay {
  private static final String SCHEDULER = "jobmanager.adaptive-scheduler.";

  /** Since the last restart of the job, 1.19 and 1.20; 2.x still reads it. */
  private static final String INTERVAL = SCHEDULER + "scaling-interval.min";

  /** The same in 2.x. */
  private static final String COOLDOWN = SCHEDULER + "executing.cooldown-after-rescaling";

  /** 2.x waits for the next completed checkpoint, up to this. */
  private static final String TRIGGER_DELAY = SCHEDULER + "rescale-trigger.max-delay";

  private static final String FAILURES = SCHEDULER + "rescale-trigger.max-checkpoint-failures";

  private static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(30);
  private static final int DEFAULT_FAILURES = 2;

  private SchedulerDelay() {}

  static Duration read(FlinkRest rest, Optional<FlinkVersion> version, String jobId)
      throws FlinkUnavailableException {
    Map<String, String> settings = settings(rest);
    boolean coolsDown = version.map(known -> known.isAtLeast(1, 19)).orElse(true);
    boolean awaitsCheckpoint = version.map(known -> known.isAtLeast(2, 0)).orElse(true);
    Duration cooldown = coolsDown ? cooldown(settings) : Duration.ZERO;
    return awaitsCheckpoint ? cooldown.plus(triggerDelay(settings, rest, jobId)) : cooldown;
  }

  private static Duration cooldown(Map<String, String> settings) {
    return Stream.of(COOLDOWN, INTERVAL)
        .flatMap(key -> Optional.ofNullable(settings.get(key)).stream())
        .findFirst()
        .flatMap(FlinkDuration::parse)
        .orElse(DEFAULT_COOLDOWN);
  }

  private static Duration triggerDelay(Map<String, String> settings, FlinkRest rest, String jobId)
      throws FlinkUnavailableException {
    Optional<Duration> set =
        Optional.ofNullable(settings.get(TRIGGER_DELAY)).flatMap(FlinkDuration::parse);
    if (set.isPresent()) {
      return set.get();
    }
    String path = "/jobs/" + jobId + "/checkpoints/config";
    long interval =
        rest.ask(path)
            .<Long, FlinkUnavailableException>match(
                answered -> JsonFields.of(answered).number("interval"), refused -> 0L);
    return Duration.ofMillis(Math.max(0, interval)).multipliedBy(failures(settings) + 1L);
  }

  private static int failures(Map<String, String> settings) {
    String text = settings.getOrDefault(FAILURES, "");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : DEFAULT_FAILURES;
  }

  /** Those that the cluster's files set; none where they are not shown. */
  private static Map<String, String> settings(FlinkRest rest) throws FlinkUnavailableException {
    return rest.ask(ClusterSettings.PATH).match(ClusterSettings::of, refused -> Map.of());
  }
}

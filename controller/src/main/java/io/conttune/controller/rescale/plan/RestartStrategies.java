package io.conttune.controller.rescale.plan;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.rescale.plan.RestartStrategy.Limited;
import io.conttune.controller.rescale.plan.RestartStrategy.Never;
import io.conttune.controller.rescale.plan.RestartStrategy.Unknown;
import io.conttune.controller.rescale.plan.RestartStrategy.Unlimited;
import io.conttune.core.FlinkUnavailableException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the {@link RestartStrategy} of a job by what Flink, from 1.12 to 2.3, calls them. */
final class RestartStrategies {
  private static final String KEY = "restart-strategy";

  /** The words of Flink for a job that sets no restart strategy itself, in its execution config. */
  private static final Set<String> SET_BY_CLUSTER =
      Set.of("Cluster level default restart strategy", "default");

  private static final String NEVER = "Restart deactivated.";
  private static final String EXPONENTIAL = "Restart with exponential delay";

  private static final Pattern FIXED =
      Pattern.compile("Restart with fixed delay \\(.*\\)\\. #(\\d{1,10}) restart attempts\\.");
  private static final Pattern RATE =
      Pattern.compile(
          "Failure rate restart with maximum of (\\d{1,10}) failures within interval (.+)"
              + " and fixed delay .*");

  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration DEFAULT_RESET = Duration.ofHours(1);

  private RestartStrategies() {}

  /**
   * Reads that of a running job: its own, else the cluster's, else Flink's. The last is unlimited
   * for a job that takes checkpoints: a fixed delay with 2147483647 attempts, or an exponential
   * one.
   *
   * @throws FlinkUnavailableException if Flink does not answer
   */
  static RestartStrategy of(FlinkRest rest, String jobId) throws FlinkUnavailableException {
    String own = ExecutionConfig.read(rest, jobId).restartStrategy();
    return SET_BY_CLUSTER.contains(own) ? ofCluster(settings(rest)) : described(own, rest);
  }

  private static RestartStrategy described(String own, FlinkRest rest)
      throws FlinkUnavailableException {
    Matcher fixed = FIXED.matcher(own);
    if (fixed.matches()) {
      return limited(fixed.group(1), Optional.empty(), own);
    }
    Matcher rate = RATE.matcher(own);
    if (rate.matches()) {
      return limited(rate.group(1), FlinkDuration.parse(rate.group(2)), own);
    }
    if (own.startsWith(EXPONENTIAL)) {
      // The description lacks the attempts, which a job set up by the cluster has from there.
      return exponential(settings(rest));
    }
    return own.equals(NEVER) ? new Never() : new Unknown(own);
  }

  private static RestartStrategy ofCluster(Map<String, String> settings) {
    Optional<String> type =
        Optional.ofNullable(settings.get(KEY + ".type"))
            .or(() -> Optional.ofNullable(settings.get(KEY)));
    if (type.isEmpty()) {
      return new Unlimited();
    }
    return switch (type.get().toLowerCase(Locale.ROOT)) {
      case "none", "off", "disable" -> new Never();
      case "fixed-delay", "fixeddelay" ->
          limited(
              settings.getOrDefault(KEY + ".fixed-delay.attempts", "1"),
              Optional.empty(),
              type.get());
      case "failure-rate", "failurerate" ->
          limited(
              settings.getOrDefault(KEY + ".failure-rate.max-failures-per-interval", "1"),
              duration(settings, ".failure-rate.failure-rate-interval", DEFAULT_INTERVAL),
              type.get());
      case "exponential-delay", "exponentialdelay" -> exponential(settings);
      default -> new Unknown(type.get());
    };
  }

  private static RestartStrategy exponential(Map<String, String> settings) {
    return limited(
        settings.getOrDefault(
            KEY + ".exponential-delay.attempts-before-reset-backoff",
            String.valueOf(Integer.MAX_VALUE)),
        duration(settings, ".exponential-delay.reset-backoff-threshold", DEFAULT_RESET),
        "exponential-delay");
  }

  /** As many attempts as an int can count are no limit: Flink's own default is that. */
  private static RestartStrategy limited(
      String attempts, Optional<Duration> within, String description) {
    if (!attempts.matches("\\d{1,10}")) {
      return new Unknown(description);
    }
    long most = Long.parseLong(attempts);
    return most < Integer.MAX_VALUE ? new Limited((int) most, within) : new Unlimited();
  }

  /** A form that is not understood counts as none: then every restart counts. */
  private static Optional<Duration> duration(
      Map<String, String> settings, String key, Duration unset) {
    return Optional.ofNullable(settings.get(KEY + key))
        .map(FlinkDuration::parse)
        .orElse(Optional.of(unset));
  }

  private static Map<String, String> settings(FlinkRest rest) throws FlinkUnavailableException {
    return ClusterSettings.of(rest.fetch(ClusterSettings.PATH));
  }
}

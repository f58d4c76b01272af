package io.conttune.controller.config;

import io.conttune.controller.config.yaml.ValueType;
import io.conttune.core.Require;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One job to be tuned.
 *
 * @param job its name, or its id of 32 hexadecimal digits
 * @param flink REST endpoints of its cluster, tried in this order; at least one
 * @param mode how far the controller may go
 * @param sinks what becomes of records that they are given a second time
 * @param tuner how it is tuned
 * @param metrics how it is measured
 * @param catchUp within which a backlog should be worked off
 * @param cooldown least time between two redeployments
 * @param payback within which a restart that only saves subtasks must have paid for its downtime; 0
 *     for no such condition
 * @param parallelism the user's bounds
 * @param rescale how it is redeployed; required by mode act
 */
public record JobConfig(
    String job,
    List<URI> flink,
    Mode mode,
    Sinks sinks,
    TunerConfig tuner,
    MetricsConfig metrics,
    Duration catchUp,
    Duration cooldown,
    Duration payback,
    ParallelismConfig parallelism,
    Optional<RescaleConfig> rescale) {
  /** Default of {@code catch-up}. */
  public static final Duration CATCH_UP = Duration.ofMinutes(2);

  /** Default of {@code cooldown}. */
  public static final Duration COOLDOWN = Duration.ZERO;

  /** Default of {@code payback}. */
  public static final Duration PAYBACK = Duration.ofMinutes(15);

  public JobConfig {
    Require.text("job", job);
    flink = List.copyOf(flink);
    Require.atLeast("number of Flink URLs", 1, flink.size());
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(sinks, "sinks");
    Objects.requireNonNull(tuner, "tuner");
    Objects.requireNonNull(metrics, "metrics");
    Require.atLeast("catch-up", ValueType.SHORTEST, catchUp);
    Require.atLeast("cooldown", Duration.ZERO, cooldown);
    Require.atLeast("payback", Duration.ZERO, payback);
    Objects.requireNonNull(parallelism, "parallelism");
    Objects.requireNonNull(rescale, "rescale");
    if (mode == Mode.ACT && rescale.isEmpty()) {
      throw new IllegalArgumentException("mode act needs rescale");
    }
  }
}

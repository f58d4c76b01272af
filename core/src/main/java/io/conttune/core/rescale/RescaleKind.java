package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Rescales that take about as long as one another: those that take the state and start the job in
 * the same way.
 *
 * @param name for a person, for example {@code savepoint, jar}
 */
public record RescaleKind(String name) {
  private static final RescaleKind IN_PLACE = new RescaleKind("in place");
  private static final RescaleKind BY_DEPLOYMENT = new RescaleKind("deployment");

  public RescaleKind {
    Require.text("kind of rescale", name);
  }

  /** The kind of this way to another parallelism. */
  public static RescaleKind of(Rescaling rescaling) {
    return rescaling.match(RescaleKind::of, inPlace -> IN_PLACE, byDeployment -> BY_DEPLOYMENT);
  }

  private static RescaleKind of(Rescaling.Restart restart) {
    String capture = restart.capture().capture().name().toLowerCase(Locale.ROOT);
    String launch =
        restart.wantedLaunch().match(jar -> "jar", client -> "client", command -> "command");
    return new RescaleKind(capture + ", " + launch);
  }

  /**
   * For how long this rescale kept the job from its input: a stop-with-savepoint stops the sources
   * when it begins, while a job that is rescaled in place works on until its scheduler acts. Empty
   * if it is not known to the end.
   */
  static Optional<Duration> outage(RescaleEntry entry) {
    RescaleTimes timeline = entry.timeline();
    Duration stopping =
        entry
            .plan()
            .rescaling()
            .match(
                restart -> timeline.stopping().orElse(Duration.ZERO),
                inPlace -> Duration.ZERO,
                byDeployment -> Duration.ZERO);
    return timeline.downtime().map(downtime -> downtime.plus(stopping));
  }
}

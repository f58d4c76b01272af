package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.ClusterOverview;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.Slots;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answers of a cluster that decide how its jobs can be rescaled.
 *
 * @param flinkVersion as the cluster names it
 * @param submission whether it runs jars that are asked for over REST
 * @param againstRestart why no job may be stopped to be started again, and what would help; empty
 *     if the cluster stays up without its job
 * @param slots that it has and that are free
 * @param supply whether it gets more of them by itself
 */
public record ClusterFacts(
    String flinkVersion,
    JarSubmission submission,
    Optional<String> againstRestart,
    Slots slots,
    SlotSupply supply) {
  private static final String TARGET = "execution.target";

  public ClusterFacts {
    Objects.requireNonNull(flinkVersion, "flinkVersion");
    Objects.requireNonNull(submission, "submission");
    Objects.requireNonNull(againstRestart, "againstRestart");
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(supply, "supply");
  }

  /** The answer of a cluster to requests to run a jar ({@code web.submit.enable}). */
  public enum JarSubmission {
    ENABLED,
    DISABLED;

    /**
     * That of a cluster.
     *
     * @param config its answer at {@code /config}
     * @throws FlinkUnavailableException if it says nothing of it
     */
    public static JarSubmission of(JsonNode config) throws FlinkUnavailableException {
      return ClusterLifetime.takesJars(config) ? ENABLED : DISABLED;
    }
  }

  /** The way in which a cluster gets more slots for a job that needs them. */
  public enum SlotSupply {
    /** It has the TaskManagers that somebody has started. */
    FIXED,
    /** Kubernetes or YARN starts more. */
    ON_DEMAND
  }

  /**
   * Reads them, and changes nothing.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  public static ClusterFacts read(FlinkRest rest) throws FlinkUnavailableException {
    FlinkReply.Answered config = rest.fetch("/config");
    return new ClusterFacts(
        JsonFields.of(config).text("flink-version"),
        JarSubmission.of(config.body()),
        ClusterLifetime.obstacle(rest, config.body()),
        ClusterOverview.slots(rest),
        supply(rest));
  }

  private static SlotSupply supply(FlinkRest rest) throws FlinkUnavailableException {
    Map<String, String> settings =
        rest.ask(ClusterSettings.PATH).match(ClusterSettings::of, refused -> Map.of());
    String target = settings.getOrDefault(TARGET, "");
    return Stream.of("kubernetes-", "yarn-").anyMatch(target::startsWith)
        ? SlotSupply.ON_DEMAND
        : SlotSupply.FIXED;
  }
}

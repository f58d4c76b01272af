package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.rescale.SavepointFormat.Changelog;
import java.util.Objects;

/**
 * The state backend of a job, on which the format of its savepoints depends.
 *
 * @param name as Flink gives it; blank if it does not tell
 * @param changelog whether it writes one
 */
public record StateBackend(String name, Changelog changelog) {
  /** That of a job which does not tell it. */
  public static final StateBackend NOT_TOLD = new StateBackend("", Changelog.OFF);

  public StateBackend {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(changelog, "changelog");
  }

  /**
   * Reads it.
   *
   * @param settings the answer of Flink at {@code /jobs/:id/checkpoints/config}
   */
  public static StateBackend of(JsonNode settings) {
    return new StateBackend(
        settings.path("state_backend").asText(),
        settings.path("state_changelog_enabled").asBoolean(false) ? Changelog.ON : Changelog.OFF);
  }
}

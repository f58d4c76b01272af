package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointFormat;
import io.conttune.core.rescale.SavepointFormat.Changelog;
import java.util.Objects;

/**
 * Chooses the format of a job's savepoints. The canonical one reads and writes each record of
 * state, which takes minutes for gigabytes on disk. The native one copies files as they are, and
 * can be restored at another parallelism, too.
 *
 * @param rest the job's cluster
 * @param wanted the user's choice
 */
record NativeSavepoints(FlinkRest rest, SavepointFormat wanted) {
  NativeSavepoints {
    Objects.requireNonNull(rest, "rest");
    Objects.requireNonNull(wanted, "wanted");
  }

  /**
   * Whether a savepoint of this job is to be native.
   *
   * @throws FlinkUnavailableException if Flink does not answer
   */
  boolean areFor(String jobId) throws FlinkUnavailableException {
    if (wanted != SavepointFormat.AUTO) {
      return wanted == SavepointFormat.NATIVE;
    }
    // A job that tells no settings has a state backend that nobody knows: its format must do.
    JsonNode config =
        rest.ask("/jobs/" + jobId + "/checkpoints/config")
            .match(NativeSavepoints::body, refused -> MissingNode.getInstance());
    Changelog changelog =
        config.path("state_changelog_enabled").asBoolean(false) ? Changelog.ON : Changelog.OFF;
    return wanted.of(config.path("state_backend").asText(), changelog) == SavepointFormat.NATIVE;
  }

  private static JsonNode body(FlinkReply.Answered answered) {
    return answered.body();
  }
}

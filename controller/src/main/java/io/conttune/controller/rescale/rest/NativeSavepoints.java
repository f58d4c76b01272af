package io.conttune.controller.rescale.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.SavepointFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the format of a job's savepoints. The canonical one reads and writes each record of
 * state, which takes minutes for gigabytes on disk. The native one copies files as they are, and
 * can be restored at another parallelism, too.
 *
 * @param rest the job's cluster
 * @param wanted the user's choice
 */
record NativeSavepoints(FlinkRest rest, SavepointFormat wanted) {
  /** The backends that keep state in files, as Flink names them; the first two are RocksDB's. */
  private static final Set<String> ON_DISK =
      Set.of("EmbeddedRocksDBStateBackend", "RocksDBStateBackend", "ForStStateBackend");

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
    return switch (wanted) {
      case CANONICAL -> false;
      case NATIVE -> true;
      case AUTO -> keepsStateOnDisk(jobId);
    };
  }

  /** A job that tells no settings has a state backend that nobody knows: its format must do. */
  private boolean keepsStateOnDisk(String jobId) throws FlinkUnavailableException {
    Optional<JsonNode> config =
        rest.ask("/jobs/" + jobId + "/checkpoints/config")
            .match(answered -> Optional.of(body(answered)), refused -> Optional.empty());
    // With the changelog on, a backend writes no files of its own that could be copied.
    return config
        .filter(known -> ON_DISK.contains(known.path("state_backend").asText()))
        .filter(known -> !known.path("state_changelog_enabled").asBoolean(false))
        .isPresent();
  }

  private static JsonNode body(FlinkReply.Answered answered) {
    return answered.body();
  }
}

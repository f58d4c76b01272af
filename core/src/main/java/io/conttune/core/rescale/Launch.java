package io.conttune.core.rescale;

import io.conttune.core.Require;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a job at one parallelism, complete in itself: whoever finds it in the journal needs
 * no configuration file to start the job again.
 *
 * @param jarId of the jar on the cluster
 * @param entryClass the class with the main method; empty for that of the jar's manifest
 * @param arguments of the main method, with every parallelism filled in
 * @param configuration options of Flink for this run, for example parallelism overrides
 * @param unclaimedState what becomes of state that no operator claims
 */
public record Launch(
    String jarId,
    Optional<String> entryClass,
    List<String> arguments,
    Map<String, String> configuration,
    UnclaimedState unclaimedState) {
  public Launch {
    Require.text("jar id", jarId);
    arguments = List.copyOf(arguments);
    configuration = Map.copyOf(configuration);
  }

  /** What becomes of state in a savepoint that no operator of the job claims. */
  public enum UnclaimedState {
    /** The launch is refused. */
    REFUSE,
    /** It is dropped. */
    DROP
  }
}

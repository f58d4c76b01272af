package io.conttune.controller.config;

import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.operators.ArgumentTemplate;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How a new run of a job is started, and told its parallelism. */
public sealed interface LaunchConfig {
  /** The word for it in a job's YAML. */
  LaunchMethod method();

  /**
   * A jar on the cluster is run.
   *
   * @param method arguments or overrides
   * @param jar where it comes from
   * @param entryClass its main class, where the jar's manifest does not name it
   * @param arguments of the program, with placeholders
   * @param configuration Flink settings of the run request
   * @param nonRestoredState whether state may be dropped
   */
  record Jar(
      LaunchMethod method,
      JarSource jar,
      Optional<String> entryClass,
      ArgumentTemplate arguments,
      Map<String, String> configuration,
      NonRestoredState nonRestoredState)
      implements LaunchConfig {
    public Jar {
      if (method == LaunchMethod.COMMAND) {
        throw new IllegalArgumentException("a jar is launched by arguments or overrides");
      }
      Objects.requireNonNull(jar, "jar");
      Objects.requireNonNull(entryClass, "entryClass");
      Objects.requireNonNull(arguments, "arguments");
      configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
      Objects.requireNonNull(nonRestoredState, "nonRestoredState");
    }
  }

  /**
   * A command of the user's is run where the controller is.
   *
   * @param command the program and its arguments
   * @param timeout after which it is ended and counts as failed
   */
  record Command(List<String> command, Duration timeout) implements LaunchConfig {
    /** Time enough to bring up a cluster. */
    public static final Duration TIMEOUT = Duration.ofMinutes(5);

    public Command {
      command = List.copyOf(command);
      Require.atLeast("words of the command", 1, command.size());
      Require.atLeast("command-timeout", ValueType.SHORTEST, timeout);
    }

    @Override
    public LaunchMethod method() {
      return LaunchMethod.COMMAND;
    }
  }
}

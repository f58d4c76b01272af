package io.conttune.controller.rescale.plan;

import io.conttune.controller.config.LaunchMethod;
import java.util.Locale;
import java.util.Optional;

/** A way to bring a job to another parallelism; the one that costs the job least comes first. */
public enum RescalePath {
  /** Flink's scheduler changes the running job. */
  IN_PLACE(Optional.empty()),
  /** A restart from a jar, with the parallelism of each operator among its arguments. */
  ARGUMENTS(Optional.of(LaunchMethod.ARGUMENTS)),
  /** A restart from a jar, with the parallelism of each job vertex among its options. */
  OVERRIDES(Optional.of(LaunchMethod.OVERRIDES)),
  /** A restart from a job graph of the controller's, with the parallelism of each job vertex. */
  CLIENT(Optional.of(LaunchMethod.CLIENT)),
  /** A restart from a jar, with one parallelism for the job. */
  UNIFORM(Optional.of(LaunchMethod.UNIFORM)),
  /** A restart by a command of the user's. */
  COMMAND(Optional.of(LaunchMethod.COMMAND)),
  /** A restart by Flink's Kubernetes operator. */
  KUBERNETES(Optional.of(LaunchMethod.KUBERNETES));

  private final Optional<LaunchMethod> launch;

  RescalePath(Optional<LaunchMethod> launch) {
    this.launch = launch;
  }

  /** The path of a launch by this method, which is not {@code auto}. */
  static RescalePath of(LaunchMethod method) {
    for (RescalePath path : values()) {
      if (path.launch.filter(method::equals).isPresent()) {
        return path;
      }
    }
    throw new IllegalArgumentException("no path for " + method);
  }

  /** Its name as it is written in a job's file: {@code in-place}, {@code arguments}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

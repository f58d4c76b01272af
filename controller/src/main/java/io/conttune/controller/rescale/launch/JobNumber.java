package io.conttune.controller.rescale.launch;

import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JobParallelism.Followers;
import io.conttune.core.rescale.Launch;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The default parallelism that a run is started with. With {@code launch: uniform} it is what the
 * vertices that follow it want. With any other launch it stays as it is: without it Flink would
 * chain the operators in another way, and start other vertices than those that run.
 */
final class JobNumber {
  private static final String DEFAULT_PARALLELISM = "parallelism.default";

  private final OptionalInt present;
  private final boolean isUniform;
  private final Set<OperatorId> followers;

  private JobNumber(OptionalInt present, boolean isUniform, Set<OperatorId> followers) {
    this.present = present;
    this.isUniform = isUniform;
    this.followers = followers;
  }

  /** That of this job's launches. */
  static JobNumber of(JarLaunchConfig config, JobSnapshot job, FollowingVertices following)
      throws FlinkUnavailableException {
    boolean isGiven = config.configuration().containsKey(DEFAULT_PARALLELISM);
    OptionalInt present = isGiven ? OptionalInt.empty() : following.number(job);
    boolean isUniform = config.method() == LaunchMethod.UNIFORM;
    Set<OperatorId> followers =
        isUniform
            ? following.followers(job).map(Followers::vertices).orElseGet(() -> all(job.graph()))
            : Set.of();
    return new JobNumber(present, isUniform, followers);
  }

  private static Set<OperatorId> all(JobGraph graph) {
    return graph.parallelism().keySet();
  }

  /** That of a launch as it was planned, for the same launch made anew. */
  static OptionalInt as(
      JarLaunchConfig config, Launch planned, Map<OperatorId, Integer> parallelism) {
    OptionalInt known = planned.jar().map(Launch.Jar::parallelism).orElse(OptionalInt.empty());
    if (config.configuration().containsKey(DEFAULT_PARALLELISM)) {
      return OptionalInt.empty();
    }
    return config.method() == LaunchMethod.UNIFORM && known.isEmpty()
        ? OptionalInt.of(Collections.max(parallelism.values()))
        : known;
  }

  /** What a launch that brings up this parallelism of the vertices starts the job with. */
  OptionalInt in(Map<OperatorId, Integer> parallelism) {
    return isUniform && !followers.isEmpty()
        ? followers.stream().mapToInt(parallelism::get).max()
        : present;
  }

  /** Whether a launch starts the job with less than it was started with. */
  boolean isBelowPresent(OptionalInt launched) {
    return launched.isPresent() && present.isPresent() && launched.getAsInt() < present.getAsInt();
  }

  /** Why one number does not bring up this parallelism of the vertices. */
  Optional<String> obstacle(JobGraph graph, Map<OperatorId, Integer> wanted) {
    if (!isUniform) {
      return Optional.empty();
    }
    if (followers.isEmpty()) {
      return Optional.of(
          "launch: uniform has no operator to set: Flink does not tell the job's parallelism, or the"
              + " program sets that of every operator; use launch: arguments or launch: command");
    }
    boolean isOne = followers.stream().map(wanted::get).distinct().count() == 1;
    return isOne
        ? Optional.empty()
        : Optional.of(
            "launch: uniform starts the job at one parallelism, but it is to run at "
                + followers.stream()
                    .map(id -> graph.vertex(id).name() + "=" + wanted.get(id))
                    .sorted()
                    .collect(Collectors.joining(", ")));
  }
}

package io.conttune.controller.limits;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.VertexState;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.JobParallelism;
import io.conttune.core.rescale.JobParallelism.Followers;
import io.conttune.core.tuning.LimitsOf;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The bounds that a job's YAML sets, and what its launch can give. */
public final class ConfiguredLimits implements LimitsOf {
  private final LimitsPolicy policy;
  private final JobParallelism parallelism;

  /** Present where the parallelism is set by arguments: only what they reach can be tuned. */
  private final Optional<ArgumentTemplate> arguments;

  /**
   * The limits of one job.
   *
   * @param parallelism tells which vertices a launch can only give one parallelism
   */
  public ConfiguredLimits(JobConfig config, JobParallelism parallelism) {
    this.policy = new LimitsPolicy(config.parallelism());
    this.parallelism = parallelism;
    this.arguments =
        config
            .rescale()
            .map(RescaleConfig::launch)
            .flatMap(
                launch ->
                    launch.match(
                        jar ->
                            jar.setsByArguments() ? Optional.of(jar.arguments()) : Optional.empty(),
                        command -> Optional.empty(),
                        own -> Optional.empty(),
                        deployment -> Optional.empty()));
  }

  @Override
  public Fit limits(JobSnapshot snapshot) throws FlinkUnavailableException {
    Optional<Followers> together = parallelism.followers(snapshot);
    return policy
        .limits(
            snapshot.graph(),
            snapshot.slots(),
            snapshot.sharing(),
            told(snapshot),
            inState(snapshot, VertexState.FINISHED))
        .match(
            bounds -> fit(bounds, together, snapshot),
            unknown -> new Fit.Misfit(unknown.reasons()));
  }

  private Fit fit(
      LimitsPolicy.Computed.Known bounds, Optional<Followers> together, JobSnapshot snapshot) {
    LimitsPolicy.Computed.Known known =
        arguments
            .map(template -> bounds.reaching(template.reached(snapshot.graph()), snapshot.graph()))
            .orElse(bounds);
    LimitsPolicy.Computed.Known kept =
        known.keeping(inState(snapshot, VertexState.PARTLY_FINISHED), snapshot.graph());
    LimitsPolicy.Computed.Known launched =
        together.map(followers -> kept.uniform(followers, snapshot.graph())).orElse(kept);
    return new Fit.Known(launched.limits(), launched.notes(), launched.ceilings());
  }

  private static Map<OperatorId, Integer> told(JobSnapshot snapshot) {
    Map<OperatorId, Integer> told = new HashMap<>();
    snapshot
        .samples()
        .forEach((id, sample) -> sample.partitions().ifPresent(number -> told.put(id, number)));
    return told;
  }

  private static Set<OperatorId> inState(JobSnapshot snapshot, VertexState state) {
    return snapshot.samples().entrySet().stream()
        .filter(entry -> entry.getValue().state() == state)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}

package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.rescale.plan.ExecutionConfig;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.JobParallelism;
import io.conttune.core.rescale.JobRuns;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the vertices that follow the default parallelism of their job: those that run at it. A
 * program may have set one of them to the same number, which only a dry run at another number
 * shows; what dry runs have shown is remembered for the life of this object. Not thread-safe.
 */
public final class FollowingVertices implements JobParallelism {
  private final FlinkRest rest;
  private final JobRuns runs;
  private final Scheduling scheduling;
  private final Set<OperatorId> ofTheirOwn = new HashSet<>();
  private int least = 1;
  private Optional<KnownRun> known = Optional.empty();

  /** The right of a scheduler that can rescale a job in place to do so. */
  public enum Scheduling {
    /** It may: then every vertex can have its own parallelism. */
    IN_PLACE,
    /** Every rescale is a restart. */
    BY_RESTART
  }

  private record KnownRun(String jobId, OptionalInt number, boolean isInPlace) {}

  /** The vertices of one job on the cluster that this client reaches. */
  public FollowingVertices(FlinkRest rest, JobRuns runs, Scheduling scheduling) {
    this.rest = rest;
    this.runs = runs;
    this.scheduling = scheduling;
  }

  @Override
  public Optional<Followers> followers(JobSnapshot job) throws FlinkUnavailableException {
    KnownRun run = run(job.jobId());
    return run.isInPlace()
        ? Optional.empty()
        : Optional.of(new Followers(following(job, run.number()), least));
  }

  /** The default parallelism that this run was started with; empty if Flink does not tell it. */
  OptionalInt number(JobSnapshot job) throws FlinkUnavailableException {
    return run(job.jobId()).number();
  }

  private Set<OperatorId> following(JobSnapshot job, OptionalInt number) {
    return job.graph().vertices().stream()
        .filter(vertex -> number.equals(OptionalInt.of(vertex.parallelism())))
        .map(JobVertex::id)
        .filter(id -> !ofTheirOwn.contains(id))
        .collect(Collectors.toSet());
  }

  private KnownRun run(String jobId) throws FlinkUnavailableException {
    if (known.filter(run -> run.jobId().equals(jobId)).isEmpty()) {
      boolean inPlace = scheduling == Scheduling.IN_PLACE && runs.requirements(jobId).isPresent();
      known =
          Optional.of(
              new KnownRun(jobId, ExecutionConfig.read(rest, jobId).parallelism(), inPlace));
    }
    return known.orElseThrow();
  }

  /** Remembers what the plan of a dry run at this default parallelism shows. */
  void learn(int number, Map<OperatorId, Integer> planned) {
    planned.forEach(
        (vertex, parallelism) -> {
          if (parallelism == number) {
            ofTheirOwn.remove(vertex);
          } else {
            ofTheirOwn.add(vertex);
          }
        });
  }

  /**
   * Remembers that a dry run at this default parallelism, which is below that of the run, shows
   * other vertices: Flink chains operators of one parallelism.
   */
  void learnTooSmall(int number) {
    least = Math.max(least, number + 1);
  }
}

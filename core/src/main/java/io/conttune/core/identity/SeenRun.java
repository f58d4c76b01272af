package io.conttune.core.identity;

import io.conttune.core.Require;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.metrics.JobSighting;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The run in which a job was last seen: its id, graph and parallelism.
 *
 * @param jobId Flink's id of that run
 * @param graph its vertices, edges and parallelism
 * @param rescaleId the controller's newest rescale of the job at that time. If the job changes and
 *     this id does not, somebody else changed it
 * @param setElsewhereAt the time at which the controller noticed that somebody else had set the
 *     parallelism, for a person. Empty if the controller set it, or if the job was first seen with
 *     it
 * @param jar the configured jar file as it was when this run was first seen with it. Empty if the
 *     job is not launched from a file, or if the file could not be read yet
 * @param end the end of the job that was seen since; empty if none was. The cluster forgets it
 */
public record SeenRun(
    String jobId,
    JobGraph graph,
    Optional<String> rescaleId,
    Optional<Instant> setElsewhereAt,
    Optional<SeenJar> jar,
    Optional<JobSighting.Ended> end) {
  public SeenRun {
    Require.text("job id", jobId);
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(rescaleId, "rescaleId");
    Objects.requireNonNull(setElsewhereAt, "setElsewhereAt");
    Objects.requireNonNull(jar, "jar");
    Objects.requireNonNull(end, "end");
  }

  /** The same run with the ids that the job's vertices have now. */
  public SeenRun recognizing(Recognition job) {
    return new SeenRun(jobId, job.now(graph), rescaleId, setElsewhereAt, jar, end);
  }

  /** The same run, since which the job has ended like this. */
  public SeenRun ended(JobSighting.Ended how) {
    return new SeenRun(jobId, graph, rescaleId, setElsewhereAt, jar, Optional.of(how));
  }
}

package io.conttune.controller.http;

import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.Phase;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers supervisors: whether the process must be started again, and whether it does its work. A
 * Flink that is away is no fault of the service.
 *
 * @param jobs the present status of each job that has a loop
 */
public record Probes(Supplier<List<JobStatus>> jobs) {
  /**
   * No step takes as long as this, even one that uploads a jar: a loop that is silent for longer
   * hangs, and only a new process helps.
   */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

  private static final int FINE = 200;
  private static final int UNAVAILABLE = 503;

  /** Whether no control loop hangs. */
  public Reply live() {
    List<String> faults =
        jobs.get().stream()
            .filter(job -> job.heard().hasRunFor(LONGEST_SILENCE))
            .map(
                job ->
                    "the control loop of job %s has been silent for %d minutes"
                        .formatted(job.job(), job.heard().age().toMinutes()))
            .toList();
    return reply("live", faults);
  }

  /** Whether every control loop has taken a step, and the store works. */
  public Reply ready() {
    List<JobStatus> now = jobs.get();
    List<String> faults =
        now.isEmpty()
            ? List.of("the service is starting")
            : now.stream()
                .filter(job -> job.phase() == Phase.STARTING || job.phase() == Phase.STORE_FAILED)
                .map(job -> "job %s: %s: %s".formatted(job.job(), job.phase().word(), job.reason()))
                .toList();
    return reply("ready", faults);
  }

  private static Reply reply(String state, List<String> faults) {
    return faults.isEmpty()
        ? Reply.line(FINE, state)
        : Reply.line(
            UNAVAILABLE,
            faults.stream().collect(Collectors.joining("\n", "not " + state + ": ", "")));
  }
}

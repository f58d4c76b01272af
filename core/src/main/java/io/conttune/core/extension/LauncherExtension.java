package io.conttune.core.extension;

import java.util.Map;

/**
 * Makes launchers of the user's. A job's file names it by {@code rescale: {launch: extension}}. A
 * launch runs in a process of its own, so that whatever becomes of it, the service goes on.
 */
public non-sealed interface LauncherExtension extends Extension {
  /**
   * A launcher for one job. It is called often, also only to check a file, so it must be quick and
   * have no effect.
   *
   * @param settings those of the job's file
   * @throws IllegalArgumentException if a setting is wrong; the message says which, and what was
   *     expected
   */
  JobLauncher launcher(Map<String, String> settings);

  /** Starts a job. */
  @FunctionalInterface
  interface JobLauncher {
    /**
     * Asks for the start of a job, and returns when it is asked for. The service finds the new run
     * by its name.
     *
     * @throws Exception if the job was not started, and will not come up
     */
    void launch(JobStart start) throws Exception;
  }

  /**
   * A start of a job.
   *
   * @param job the name under which it must run again
   * @param jobId 32 hexadecimal digits that the run may have as its id
   * @param statePath the savepoint or checkpoint to start from
   * @param vertices the parallelism of each job vertex, by its id
   * @param operators the same by its name, of each whose name is that of no other
   */
  record JobStart(
      String job,
      String jobId,
      String statePath,
      Map<String, Integer> vertices,
      Map<String, Integer> operators) {
    public JobStart {
      vertices = Map.copyOf(vertices);
      operators = Map.copyOf(operators);
    }
  }
}

package io.conttune.controller.config;

/** The ways in which a new run of a job gets its parallelism. */
public enum LaunchMethod {
  /** By placeholders in the program's arguments; any Flink. */
  ARGUMENTS,
  /** By {@code pipeline.jobvertex-parallelism-overrides} in the run request; Flink 1.19, 1.20. */
  OVERRIDES,
  /** By a command of the user's, which starts the job itself; any Flink. */
  COMMAND
}

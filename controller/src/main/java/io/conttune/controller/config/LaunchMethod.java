package io.conttune.controller.config;

import io.conttune.controller.config.setting.Scalars;

/** The ways in which a new run of a job gets its parallelism. */
public enum LaunchMethod {
  /**
   * By the best of arguments, overrides, client and uniform that the job's file and its cluster
   * allow.
   */
  AUTO,
  /** By placeholders in the program's arguments; any Flink. */
  ARGUMENTS,
  /** By {@code pipeline.jobvertex-parallelism-overrides} in the run request; Flink 1.19, 1.20. */
  OVERRIDES,
  /** By a job graph that the controller builds by a Flink of the cluster's version; any Flink. */
  CLIENT,
  /** By one parallelism for the whole job in the run request; any Flink. */
  UNIFORM,
  /** By a command of the user's, which starts the job itself; any Flink. */
  COMMAND,
  /** By a launcher of the user's, which starts the job itself; any Flink. */
  EXTENSION,
  /**
   * By Flink's Kubernetes operator, whose FlinkDeployment is changed: any Flink in it, each
   * operator its own parallelism from 1.17 to 1.20.
   */
  KUBERNETES;

  /** As it is written in a job's file. */
  public String word() {
    return Scalars.word(this);
  }
}

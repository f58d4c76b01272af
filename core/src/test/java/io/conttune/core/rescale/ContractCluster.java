package io.conttune.core.rescale;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;

/** A cluster on which the contracts of {@link JobRuns} and {@link Redeployer} are tried. */
public interface ContractCluster {
  /** The runs as a client sees them that has not asked for anything yet. */
  JobRuns newRuns();

  /** The acting port as a client has it that has not asked for anything yet. */
  Redeployer newRedeployer();

  /** The id of a job that runs at this parallelism and does not end by itself. */
  String runningJob(int parallelism) throws FlinkUnavailableException;

  /** The vertex whose parallelism a launch sets. */
  OperatorId vertex();

  /** A launch of the same job. */
  Launch launch(int parallelism);

  /** A launch whose main method throws {@link #cause()}. */
  Launch failingLaunch();

  /** What the main method of the failing launch says. */
  String cause();

  /** The name under which the job runs. */
  String jobName();

  /** Where savepoints go. */
  String savepointDirectory();
}

package io.conttune.core.rescale;

/** The stages of a rescale. Each act is in the journal before it is done. */
public enum Stage {
  /** Nothing was done yet. */
  PLANNED,
  /** A stop-with-savepoint or a cancel is asked for, or about to be. */
  STOPPING,
  /** The job has ended and its state is known. */
  STOPPED,
  /** The job is being started, or about to be, under the entry's own job id. */
  SUBMITTING,
  /** The cluster has accepted the job; its subtasks are coming up. */
  SUBMITTED,
  /** In place: the job is being told to ask for another parallelism, or about to be. */
  REQUESTING,
  /** In place: the job asks for the parallelism; its scheduler takes its time. */
  REQUESTED,
  /** All subtasks run at the parallelism asked for; it must stay so for the settling time. */
  RUNNING,
  /** The new run is being brought to its end so that the former parallelism can come back. */
  ENDING,
  /** Done: the job runs at the wanted parallelism. */
  VERIFIED,
  /** Done: the job runs at the former parallelism again. */
  ROLLED_BACK,
  /** Over: the rescale was given up without touching the job, or the job ended by itself. */
  ABANDONED,
  /**
   * Over: the job is down and the controller has nothing to start it from; a person must act.
   * Should the job be seen again, ended and with a state, the rescale goes on.
   */
  FAILED;

  /** Whether a rescale in this stage is over. */
  public boolean isFinal() {
    return this == VERIFIED || this == ROLLED_BACK || this == ABANDONED || this == FAILED;
  }
}

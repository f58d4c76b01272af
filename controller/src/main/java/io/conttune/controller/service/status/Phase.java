package io.conttune.controller.service.status;

import java.util.Locale;

/** The work that a job's control loop was busy with in its last step. */
public enum Phase {
  /** It has not taken a step yet. */
  STARTING,
  /** There is no job to tune, or there are several of its name. */
  WAITING,
  /** The cluster does not answer. */
  UNREACHABLE,
  /** The job is there, but its metrics do not carry a decision yet. */
  MEASURING,
  /** The limits of the job's file do not fit its operators. */
  MISFIT,
  /** The job is measured and, by its mode or another controller's lease, not tuned. */
  OBSERVED,
  /** The tuner decides on the job. */
  TUNED,
  /** A rescale is under way. */
  RESCALING,
  /** A second copy of the job, which a late launch has brought up, is being ended. */
  LATE_LAUNCH,
  /** The store fails, so nothing is done to the job. */
  STORE_FAILED,
  /** The last step was broken off by a defect of the controller. */
  DEFECT;

  /** The word for it in metrics and replies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

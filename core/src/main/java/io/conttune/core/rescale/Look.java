package io.conttune.core.rescale;

/**
 * Tells a first look at the cluster from one that confirms it. Flink answers from caches that
 * expire one by one, so that one look alone may show a job as it was before.
 */
public enum Look {
  /** The stage was not told yet to look again: what is seen may be out of date. */
  FIRST,
  /** The stage was told to look again, when every answer is newer: what is seen counts. */
  AGAIN,
  /**
   * A run was seen alive that must end first. After its end it is looked at once more, however
   * often the stage was looked at before.
   */
  ANEW
}

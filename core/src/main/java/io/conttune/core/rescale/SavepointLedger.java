package io.conttune.core.rescale;

import java.util.List;

/**
 * Port: remembers the savepoints that rescales have made, by job name, until they are gone. A
 * savepoint that is not in it was made by somebody else.
 */
public interface SavepointLedger {
  /**
   * Notes a savepoint that a rescale has made, by its path. It is on the disk when the call
   * returns. One that was noted before stays as it is.
   */
  void savepointMade(String jobName, String path);

  /** The savepoints made for this job that are not gone, the newest first. */
  List<String> savepoints(String jobName);

  /** Notes that a savepoint is gone; it is never in the list again. */
  void savepointGone(String jobName, String path);
}

package io.conttune.core.rescale;

import java.util.Set;

/** The format in which the savepoint of a stop is written. */
public enum SavepointFormat {
  /** Native for state backends that keep state on disk, canonical for all others. */
  AUTO,
  /** The same for all state backends; each record of state is read and written. */
  CANONICAL,
  /** That of the state backend's checkpoints, from Flink 1.15 on; files are copied as they are. */
  NATIVE;

  /** The backends that keep state in files, as Flink names them; the first two are RocksDB's. */
  private static final Set<String> ON_DISK =
      Set.of("EmbeddedRocksDBStateBackend", "RocksDBStateBackend", "ForStStateBackend");

  /** The changelog of a state backend, with which it writes no files that could be copied. */
  public enum Changelog {
    ON,
    OFF
  }

  /**
   * The format of a job's savepoints, never {@link #AUTO}.
   *
   * @param stateBackend of the job, as Flink names it; blank if Flink does not tell it
   */
  public SavepointFormat of(String stateBackend, Changelog changelog) {
    if (this != AUTO) {
      return this;
    }
    return ON_DISK.contains(stateBackend) && changelog == Changelog.OFF ? NATIVE : CANONICAL;
  }
}

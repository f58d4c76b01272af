package io.conttune.core.rescale;

/** The format in which the savepoint of a stop is written. */
public enum SavepointFormat {
  /** Native for state backends that keep state on disk, canonical for all others. */
  AUTO,
  /** The same for all state backends; each record of state is read and written. */
  CANONICAL,
  /** That of the state backend's checkpoints, from Flink 1.15 on; files are copied as they are. */
  NATIVE
}

package io.conttune.controller.rescale.launch;

import io.conttune.graphbuilder.GraphFiles;
import java.io.IOException;
import java.util.List;

/** Starts processes that build job graphs. */
interface GraphProgram {
  /**
   * Starts a process for the request in this directory.
   *
   * @param libraries of Flink: jars, and directories of them
   * @throws IOException if it cannot be started
   */
  Process start(GraphFiles files, List<String> libraries) throws IOException;
}

package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program of a server like MariaDB, on this machine. */
interface ServerProgram {
  /** Makes the tables of users and rights in this directory, which is empty. */
  void makeSystemTables(Path data) throws IOException;

  /** The call that serves what is in this directory. */
  List<String> command(Path data);

  /** Runs this call until it ends, with what it says beside the data. */
  default Process started(List<String> command, Path data) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
        .start();
  }

  /** What a server says; it is beside its data, in which a server wants nothing else. */
  static Path log(Path data) {
    return data.resolveSibling(data.getFileName() + ".log");
  }
}

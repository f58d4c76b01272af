package io.conttune.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of a JVM that is one part of a cluster, and the signals it can be sent. */
final class JavaProcess {
  private final Process process;
  private final Path log;
  private final Thread endsWithThisJvm;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.endsWithThisJvm = new Thread(process::destroyForcibly, "ends-" + log.getFileName());
    Runtime.getRuntime().addShutdownHook(endsWithThisJvm);
  }

  static JavaProcess start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new JavaProcess(process, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, and awaits the end. */
  void kill() {
    process.destroyForcibly().onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(endsWithThisJvm);
    } catch (IllegalStateException goingDown) {
      // Then the hook has nothing left to do.
    }
  }

  /** The end of what it logged, for the message of a test that failed. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}

package io.conttune.flink;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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

  /**
   * Starts {@code java}.
   *
   * @param options of the JVM
   * @param classPath of the program
   * @param program the main class and its arguments
   */
  static JavaProcess start(
      List<String> options, List<Path> classPath, List<String> program, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(program);
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

  /** The exit code of a program that ends by itself within this time. */
  int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after " + patience + ":\n" + tail());
    }
    return process.exitValue();
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

package io.conttune.flink;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of a JVM that is one part of a cluster, and the signals it can be sent. */
final class JavaProcess {
  private static final Duration ENDING = Duration.ofSeconds(20);

  private final Process process;
  private final Path log;
  private final Optional<ClassArchive> making;
  private final Thread endsWithThisJvm;

  private JavaProcess(Process process, Path log, Optional<ClassArchive> making) {
    this.process = process;
    this.log = log;
    this.making = making;
    this.endsWithThisJvm = new Thread(process::destroyForcibly, "ends-" + log.getFileName());
    Runtime.getRuntime().addShutdownHook(endsWithThisJvm);
  }

  /**
   * Starts {@code java}.
   *
   * @param options of the JVM
   * @param classPath of the program
   * @param program the main class and its arguments
   * @param archive with the classes of such a JVM; the first one makes it
   */
  static JavaProcess start(
      List<String> options,
      List<Path> classPath,
      List<String> program,
      ClassArchive archive,
      Path log)
      throws IOException {
    boolean isFirst = !archive.isMade();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(isFirst ? archive.make() : archive.use());
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new JavaProcess(process, log, isFirst ? Optional.of(archive) : Optional.empty());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it, by SIGTERM where it has an archive to write. */
  void end() {
    if (making.isPresent() && process.isAlive()) {
      try {
        // Not by Process.destroy, which closes the input and so lets it halt.
        new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();
        boolean isWhole = process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        kill();
        making.get().keep(isWhole);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot end " + log.getFileName(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    kill();
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

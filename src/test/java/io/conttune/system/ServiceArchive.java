package io.conttune.system;

import io.conttune.benchmark.BenchmarkMain;
import io.conttune.flink.ClassArchive;
import io.conttune.flink.EndsWithParent;
import io.conttune.flink.Guard;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archive of the classes of a child JVM, made by a service that runs for a moment beside no
 * Flink at all.
 */
final class ServiceArchive {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 50;

  /** Jars, before any directory, as an archive demands. */
  private final List<Path> jars;

  private final List<Path> directories;

  ServiceArchive() throws IOException {
    List<Path> all =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    this.jars =
        Stream.concat(all.stream().filter(Files::isRegularFile), Stream.of(Guard.jar())).toList();
    this.directories = all.stream().filter(Files::isDirectory).toList();
  }

  /** Options of a child JVM, with its class path. */
  List<String> options(List<String> ofEveryChild) throws IOException {
    ClassArchive archive = ClassArchive.of("service", jars);
    make(archive, ofEveryChild, jars);
    List<String> options = new ArrayList<>(ofEveryChild);
    if (archive.isMade()) {
      options.addAll(archive.use());
    }
    options.addAll(List.of("-cp", path(Stream.concat(jars.stream(), directories.stream()))));
    return options;
  }

  private static String path(Stream<Path> places) {
    return places.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Makes it unless it is made: tests that begin side by side wait for the first one. Makes none
   * where the program is not in jars, as in an IDE.
   */
  private static synchronized void make(
      ClassArchive archive, List<String> ofEveryChild, List<Path> jars) throws IOException {
    if (archive.isMade()) {
      return;
    }
    Path directory = Files.createTempDirectory("conttune-archive-");
    Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(
        directory.resolve("conttune.yaml"),
        "store: data/store\njobs: jobs/\nlisten: 127.0.0.1:0\n");
    Files.writeString(
        directory.resolve("jobs").resolve("none.yaml"),
        "job: none\nmode: observe\nflink: http://127.0.0.1:1\n");
    Path out = directory.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ofEveryChild);
    command.addAll(archive.make());
    command.addAll(List.of("-cp", path(jars.stream()), EndsWithParent.class.getName()));
    command.addAll(List.of(BenchmarkMain.class.getName(), "run"));
    command.addAll(List.of("--config", directory.resolve("conttune.yaml").toString()));
    Process service =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      archive.keep(hasRun(service, out));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      service.destroyForcibly().onExit().join();
      delete(directory);
    }
  }

  /** Returns whether the service ran, and has ended when it was told to. */
  private static boolean hasRun(Process service, Path out)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(out).contains("flink-unreachable")) {
      if (!service.isAlive() || System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    // Not by Process.destroy, which closes the input and so lets it halt.
    new ProcessBuilder("kill", "-TERM", String.valueOf(service.pid())).start().waitFor();
    return service.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

package io.conttune.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.benchmark.BenchmarkMain;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real service, which can be killed and started again, and a timeline of what it does. */
final class KafkaTimeline {
  /** The events that a person would look at. */
  private static final String TOLD =
      "decision|rescale-.*|job-short|job-relieved|job-down|job-up|guard-refused";

  private final Path directory;
  private final String label;
  private final List<String> log = new ArrayList<>();
  private final long began = System.nanoTime();
  private ChildJvm controller;
  private int told;

  /**
   * A timeline without a service yet.
   *
   * @param directory with the service's conttune.yaml
   * @param label of each of its lines
   */
  KafkaTimeline(Path directory, String label) {
    this.directory = directory;
    this.label = label;
  }

  void startController() throws IOException {
    told = 0;
    controller =
        ChildJvm.start(
            directory,
            List.of(),
            BenchmarkMain.class,
            List.of("run", "--config", directory.resolve("conttune.yaml").toString()));
  }

  /** SIGKILL. */
  void killController() throws InterruptedException {
    controller.kill();
    tell();
    controller.log().forEach(line -> log.add(line.toString()));
  }

  /** Writes all that the services have logged, once the last of them is killed. */
  void writeLog(Path file) throws IOException {
    Files.write(file, log);
  }

  /** Prints what the service has done since the last call. */
  void tell() {
    List<JsonNode> all = controller.log();
    for (JsonNode event : all.subList(told, all.size())) {
      String name = event.path("event").asText();
      if (name.matches(TOLD)) {
        String detail =
            Stream.of("parallelism", "downtimeSeconds", "reason")
                .filter(event::has)
                .map(field -> field + " " + event.path(field))
                .reduce("", (before, next) -> before + " " + next);
        say("  " + name + detail);
      }
    }
    told = all.size();
  }

  /** Prints a line. */
  void say(String line) {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf("%s %4d s  %s%n", label, seconds, line);
  }
}

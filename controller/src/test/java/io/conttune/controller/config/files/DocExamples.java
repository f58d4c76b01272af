package io.conttune.controller.config.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example files of the documentation. */
final class DocExamples {
  private static final Path SERVICE = Path.of("../docs/examples/conttune.yaml");
  private static final Path JOBS = Path.of("../docs/examples/jobs");

  private DocExamples() {}

  /** The service's file, and behind it those of the jobs. */
  static List<Path> all() throws IOException {
    try (Stream<Path> jobs = Files.list(JOBS)) {
      return Stream.concat(Stream.of(SERVICE), jobs.sorted()).toList();
    }
  }

  static boolean isService(Path example) {
    return example.equals(SERVICE);
  }
}

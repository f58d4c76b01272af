package io.conttune.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The archive as a user has it: unpacked into a folder that knows nothing of the repository. */
final class Archive {
  private static final Path FILE = Path.of(System.getProperty("dist.archive"));

  private final Path home;

  private Archive(Path home) {
    this.home = home;
  }

  /** Unpacks the archive that the build made. */
  static Archive unpack(Path folder) throws IOException, InterruptedException {
    Shell.Result unpacked =
        Shell.run(folder, Map.of(), List.of("tar", "xzf", FILE.toAbsolutePath().toString()));
    assertThat(unpacked.exitCode()).as(unpacked.err()).isZero();
    try (Stream<Path> unpackedFolders = Files.list(folder)) {
      return new Archive(unpackedFolders.findFirst().orElseThrow());
    }
  }

  static long bytes() throws IOException {
    return Files.size(FILE);
  }

  Path file(String name) {
    return home.resolve(name);
  }

  /** The version in the name of its folder. */
  String version() {
    return home.getFileName().toString().substring("conttune-".length());
  }

  Path launcher() {
    return file("bin/conttune");
  }

  /** The names of the files in a folder. */
  List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The YAML files in a folder. */
  List<String> yaml(String folder) throws IOException {
    return names(folder).stream()
        .filter(name -> name.endsWith(".yaml"))
        .map(name -> file(folder).resolve(name).toString())
        .toList();
  }
}

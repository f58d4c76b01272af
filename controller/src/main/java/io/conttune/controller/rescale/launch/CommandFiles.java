package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of one command, which only this user may read: its request, and its output. A file
 * takes the output, so that the command does not break when the controller ends before it.
 */
record CommandFiles(Path directory) {
  static CommandFiles create(LaunchRequest request, Launch.Command launch) throws IOException {
    CommandFiles files = new CommandFiles(Files.createTempDirectory("conttune-command-"));
    Files.writeString(files.request(), CommandInput.json(request, launch));
    return files;
  }

  Path request() {
    return directory.resolve("request.json");
  }

  Path output() {
    return directory.resolve("output");
  }

  /** Removes the directory once this process has ended. */
  static void deleteAfter(ProcessHandle process, Path directory) {
    var unused = process.onExit().thenRun(() -> delete(directory));
  }

  static void delete(Path directory) {
    for (String name : List.of("request.json", "output", "")) {
      try {
        Files.deleteIfExists(directory.resolve(name));
      } catch (IOException stays) {
        // A temporary directory: the system's own cleaning takes it.
        return;
      }
    }
  }
}

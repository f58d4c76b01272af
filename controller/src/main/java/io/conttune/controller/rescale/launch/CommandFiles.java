package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.LaunchRequest;
import io.conttune.core.secret.SecretFilling;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory of one command, which only this user may read: its request, and its output. A file
 * takes the output, so that the command does not break when the controller ends before it.
 */
record CommandFiles(Path directory) {
  private static final int KEPT_LINES = 20;
  private static final int KEPT_CHARACTERS = 4_000;

  /**
   * More than is kept, so that a secret is read as a whole, and found, if the kept part begins
   * within it.
   */
  private static final int READ_BYTES = 4 * KEPT_CHARACTERS;

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

  /** The end of the output, as far as it fits an event, with these secrets hidden. */
  List<String> lastLines(SecretFilling secrets) {
    try (RandomAccessFile file = new RandomAccessFile(output().toFile(), "r")) {
      long from = Math.max(0, file.length() - READ_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String hidden = secrets.hide(new String(bytes, StandardCharsets.UTF_8));
      String kept = hidden.substring(Math.max(0, hidden.length() - KEPT_CHARACTERS));
      List<String> lines = kept.lines().toList();
      return lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(the output cannot be read: " + e + ")");
    }
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

package io.conttune.controller.rescale.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program of the user's command, as the system would look for it. */
final class CommandProgram {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private CommandProgram() {}

  /**
   * Why this program cannot be started here.
   *
   * @param name its path, or a name to be found on the search path
   * @param searchPath directories as in the variable {@code PATH}
   */
  static Optional<String> obstacle(String name, String searchPath) {
    if (name.contains(File.separator)) {
      return isExecutable(Path.of(name))
          ? Optional.empty()
          : Optional.of(
              "rescale.command: there is no executable file %s on the controller's machine; give one, or make it executable"
                  .formatted(Path.of(name).toAbsolutePath()));
    }
    boolean found =
        Stream.of(SEPARATOR.split(searchPath, -1))
            .anyMatch(directory -> isExecutable(Path.of(directory, name)));
    return found
        ? Optional.empty()
        : Optional.of(
            "rescale.command: no program %s is on the PATH of the controller (%s); give its path"
                .formatted(name, searchPath));
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}

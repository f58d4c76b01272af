package io.conttune.controller.rescale.launch;

import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program of the user's command, as the system would look for it. */
final class CommandProgram {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private static final String SEARCH_PATH = "PATH";

  /** Where a system looks for programs if nothing is set. */
  private static final String DEFAULT_SEARCH_PATH = "/usr/bin:/bin";

  private CommandProgram() {}

  /** Why this command cannot be started here: its program or a secret of it is not there. */
  static Optional<String> obstacle(List<String> command, SecretLookup secrets) {
    SecretFilling filling = new SecretFilling(secrets);
    List<String> words = new ArrayList<>();
    try {
      for (String word : command) {
        words.add(filling.fill(word));
      }
    } catch (SecretMissingException missing) {
      return Optional.of("rescale.command: a secret " + missing.getMessage());
    }
    String searchPath = System.getenv().getOrDefault(SEARCH_PATH, DEFAULT_SEARCH_PATH);
    return obstacle(words.get(0), searchPath).map(filling::hide);
  }

  /**
   * Why this program cannot be started here.
   *
   * @param name its path, or a name to be found on the search path
   * @param searchPath directories as in the variable {@code PATH}
   */
  private static Optional<String> obstacle(String name, String searchPath) {
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

package io.conttune.controller.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token of a service, from a file or a variable of the environment. */
final class ClientToken {
  /** Names the variable. */
  static final String VARIABLE = "CONTTUNE_TOKEN";

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]*");

  private ClientToken() {}

  /**
   * The first line of the file, or of the variable where no file is given; empty if there is none.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if no header may hold it; the message does not repeat it
   */
  static Optional<String> of(Optional<Path> file, Optional<String> variable) throws IOException {
    String text = file.isPresent() ? Files.readString(file.get()) : variable.orElse("");
    String token = text.lines().findFirst().orElse("").strip();
    if (!VISIBLE.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "command line: %s: the token holds a character that no header may hold, expected ASCII letters, digits and signs"
              .formatted(file.isPresent() ? "--token-file" : VARIABLE));
    }
    return Optional.of(token).filter(given -> !given.isEmpty());
  }
}

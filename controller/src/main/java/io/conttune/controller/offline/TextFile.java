package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The text of a file, or why there is none. */
final class TextFile {
  private TextFile() {}

  static Reading<String> read(Path file) {
    try {
      return new Reading.Valid<>(Files.readString(file));
    } catch (CharacterCodingException e) {
      return unreadable(file, "is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  static <T> Reading<T> unreadable(Path file, IOException why) {
    if (why instanceof NoSuchFileException) {
      return unreadable(file, "there is no such file");
    }
    return why instanceof AccessDeniedException
        ? unreadable(file, "may not be read by this user")
        : unreadable(file, "cannot be read: " + why.getMessage());
  }

  private static <T> Reading<T> unreadable(Path file, String message) {
    return new Reading.Faulty<>(List.of(Fault.ofFile(file.toString(), "", message)));
  }
}

package io.conttune.controller.offline;

import io.conttune.controller.config.Fault;
import io.conttune.controller.config.Reading;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * An operator's history as a CSV file with the columns {@code parallelism} and {@code
 * processing_ability}, the oldest row first. Other columns are ignored.
 */
public final class HistoryFile {
  private HistoryFile() {}

  /** The rows in the order of the file, at least one; or every fault with its position. */
  public static Reading<List<Sample>> read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      return unreadable(file, "there is no such file");
    } catch (AccessDeniedException e) {
      return unreadable(file, "may not be read by this user");
    } catch (CharacterCodingException e) {
      return unreadable(file, "is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private static Reading<List<Sample>> unreadable(Path file, String message) {
    return new Reading.Faulty<>(List.of(new Fault(file.toString(), 0, 0, "", message)));
  }

  /** Reads a text as a file of this name. */
  static Reading<List<Sample>> parse(String file, String text) {
    HistoryParser parser = new HistoryParser(file);
    List<Sample> samples = parser.samples(text);
    return Reading.of(samples, parser.faults());
  }
}

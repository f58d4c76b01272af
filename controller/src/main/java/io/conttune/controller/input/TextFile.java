package io.conttune.controller.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a file of UTF-8 text up to a size, or tells why it cannot. */
public final class TextFile {
  private TextFile() {}

  /**
   * The text of a file.
   *
   * @param mostBytes the largest file that is read; of a larger one no more is read than that
   */
  public static Reading<String> read(Path file, int mostBytes) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        return faulty(
            file, "is larger than %d bytes, expected a smaller file".formatted(mostBytes));
      }
      return new Reading.Valid<>(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return faulty(file, "is not UTF-8 text");
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  /** The fault of a file or folder that cannot be read. */
  public static <T> Reading<T> unreadable(Path file, IOException why) {
    if (why instanceof NoSuchFileException) {
      return faulty(file, "there is no such file");
    }
    return why instanceof AccessDeniedException
        ? faulty(file, "may not be read by this user")
        : faulty(file, "cannot be read: " + why.getMessage());
  }

  private static <T> Reading<T> faulty(Path file, String message) {
    return new Reading.Faulty<>(List.of(Fault.ofFile(file.toString(), "", message)));
  }
}

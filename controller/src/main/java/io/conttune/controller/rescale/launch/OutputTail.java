package io.conttune.controller.rescale.launch;

import io.conttune.core.secret.SecretFilling;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of what a process has written to a file, as far as it fits an event. */
final class OutputTail {
  private static final int KEPT_LINES = 20;
  private static final int KEPT_CHARACTERS = 4_000;

  /**
   * More than is kept, so that a secret is read as a whole, and found, if the kept part begins
   * within it.
   */
  private static final int READ_BYTES = 4 * KEPT_CHARACTERS;

  private OutputTail() {}

  /** Its last lines, with these secrets hidden. */
  static List<String> lines(Path output, SecretFilling secrets) {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
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

  /** The same as the end of a sentence. */
  static String told(Path output, SecretFilling secrets) {
    List<String> lines = lines(output, secrets);
    return lines.isEmpty() ? "; it wrote nothing" : "; it wrote: " + String.join("\n", lines);
  }
}

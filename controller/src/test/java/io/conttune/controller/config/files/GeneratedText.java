package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts of the documentation that are made from the declarations of the settings. A test compares
 * them with the files; with {@code -Dregenerate} it writes the files.
 */
public final class GeneratedText {
  private static final boolean REGENERATES = System.getProperty("regenerate") != null;
  private static final String COMMAND =
      "mvn -pl controller -am test -Dregenerate -Dtest='Configuration*Test,ManPageTest'"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private GeneratedText() {}

  /** Checks that the whole file is this text. */
  public static void checkFile(Path file, String text) throws IOException {
    check(file, Files.exists(file) ? Files.readString(file) : "", text);
  }

  /** Checks that this text stands between the two marks of this name in a file. */
  static void checkBlock(Path file, String name, String text) throws IOException {
    String begin = "<!-- generated: %s -->\n".formatted(name);
    String end = "<!-- end -->";
    String all = Files.readString(file);
    int from = all.indexOf(begin);
    int to = all.indexOf(end, from);
    assertThat(from).as("%s must have the line %s", file, begin.strip()).isNotNegative();
    assertThat(to).as("%s must have the line %s behind it", file, end).isGreaterThan(from);
    check(file, all, all.substring(0, from + begin.length()) + text + all.substring(to));
  }

  private static void check(Path file, String found, String expected) throws IOException {
    if (REGENERATES) {
      Files.writeString(file, expected);
    } else {
      assertThat(found).as("%s is stale. To make it anew: %s", file, COMMAND).isEqualTo(expected);
    }
  }
}

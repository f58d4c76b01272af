package io.conttune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page of symptoms to its word: what it quotes is what the service says. */
class TroubleshootingTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)+");

  /** Symptom, what is said, cause and remedy, after the empty text before the first bar. */
  private static final int CELLS = 5;

  @Test
  void everyNameIsOfAnEventOrOfTheInterface() throws IOException {
    String known =
        Files.readString(ROOT.resolve("docs/api.md"))
            + Files.readString(ROOT.resolve("docs/configuration.md"));
    List<String> events = Arrays.stream(EventName.values()).map(EventName::text).toList();

    assertThat(quoted().filter(code -> NAME.matcher(code).matches()))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            name ->
                assertThat(events.contains(name) || known.contains("`" + name + "`"))
                    .as(name)
                    .isTrue());
  }

  /** Of a message, each part between what varies stands in the sources. */
  @Test
  void everyMessageIsOneOfTheService() throws IOException {
    String sources = sources();

    assertThat(quoted().filter(code -> code.split(" ").length > 2))
        .hasSizeGreaterThan(12)
        .allSatisfy(message -> assertThat(sources).contains(message.split("\\s*…\\s*")));
  }

  /** The code in the second column of the tables of symptoms. */
  private static Stream<String> quoted() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/troubleshooting.md")).stream()
        .map(line -> line.split("\\|"))
        .filter(cells -> cells.length == CELLS)
        .flatMap(cells -> CODE.matcher(cells[2]).results())
        .map(code -> code.group(1))
        .filter(code -> !code.startsWith("conttune ") && !code.startsWith("--"));
  }

  /** With texts that go on in the next line put together. */
  private static String sources() throws IOException {
    StringBuilder all =
        new StringBuilder(Files.readString(ROOT.resolve("dist/src/main/bin/conttune")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("controller/src/main/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
      }
    }
    return all.toString();
  }
}

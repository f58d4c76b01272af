package io.conttune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the architecture has a row for everything that there is. */
class ArchitecturePageTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path ROOMS = ROOT.resolve("controller/src/main/java/io/conttune/controller");
  private static final Pattern MODULE = Pattern.compile("<module>([^</]+)(?:/[^<]*)?</module>");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/architecture.md"));
  }

  @Test
  void namesEveryModule() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    List<String> modules =
        MODULE.matcher(pom).results().map(found -> found.group(1)).distinct().toList();

    assertThat(modules)
        .contains("core")
        .filteredOn(module -> !module.equals("src"))
        .allSatisfy(module -> assertThat(page()).contains("| `" + module + "` |"));
  }

  @Test
  void namesEveryRoomOfTheController() throws IOException {
    List<String> rooms;
    try (Stream<Path> files = Files.walk(ROOMS)) {
      rooms =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> ROOMS.relativize(file.getParent()).toString().replace('/', '.'))
              .distinct()
              .toList();
    }

    assertThat(rooms)
        .contains("loop")
        .allSatisfy(room -> assertThat(page()).contains("`" + room + "`"));
  }
}

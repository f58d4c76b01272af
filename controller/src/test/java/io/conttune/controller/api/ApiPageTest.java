package io.conttune.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the API names what the routes and their problems are. */
class ApiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "api.md");
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** Where a problem is made, and the code that it gets. */
  private static final Pattern MADE =
      Pattern.compile("(?:Problem\\s*\\.of\\(\\s*\\d{3},|unauthorized\\()\\s*\"([a-z-]+)\"");

  /** A row of the table of errors: its statuses, and its codes. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [45]\\d\\d[\\d, ]* \\| ([^|]+) \\|");

  private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

  @Test
  void theTableOfErrorsHasEveryCodeAndNoOther() throws IOException {
    Set<String> made = new TreeSet<>();
    for (Path source : sources()) {
      MADE.matcher(Files.readString(source)).results().forEach(code -> made.add(code.group(1)));
    }
    Set<String> told = new TreeSet<>();
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      CODE.matcher(rows.group(1)).results().forEach(code -> told.add(code.group(1)));
    }

    assertThat(made).isNotEmpty();
    assertThat(told).isEqualTo(made);
  }

  @Test
  void thePageNamesEveryPath() throws IOException {
    String page = Files.readString(PAGE).replace("`/api/v1/", "`/");
    try (ApiFixture api = new ApiFixture(event -> {})) {
      assertThat(api.routes())
          .extracting(route -> route.path().toString().replace("/api/v1", ""))
          .allSatisfy(path -> assertThat(page).contains("`" + path + "`"));
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}

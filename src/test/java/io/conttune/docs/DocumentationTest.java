package io.conttune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for every page of the repository, so for those of tomorrow too. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final int MOST_WORDS = 30;

  /** The folders with pages, and how deep to look in each. */
  private static Stream<Path> pages() throws IOException {
    return Stream.of(
            markdown("", 1), markdown("docs", 9), markdown("patch", 1), markdown(".github", 9))
        .flatMap(List::stream);
  }

  private static List<Path> markdown(String folder, int depth) throws IOException {
    Path start = ROOT.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noSentenceIsLong(Path page) throws IOException {
    assertThat(
            MarkdownPage.read(ROOT.resolve(page)).sentences().stream()
                .filter(sentence -> sentence.words() > MOST_WORDS)
                .map(
                    sentence ->
                        "%s:%d: %d words, at most %d are easy to follow; split it: %s"
                            .formatted(
                                page,
                                sentence.line(),
                                sentence.words(),
                                MOST_WORDS,
                                sentence.text())))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRelativeLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(
            MarkdownPage.read(ROOT.resolve(page)).links().stream()
                .filter(Link::isRelative)
                .flatMap(link -> fault(page, link).stream()))
        .isEmpty();
  }

  private static Optional<String> fault(Path page, Link link) {
    Path target = link.path().isEmpty() ? page : page.resolveSibling(link.path()).normalize();
    String place = "%s:%d: %s leads to ".formatted(page, link.line(), link.target());
    if (!Files.exists(ROOT.resolve(target))) {
      return Optional.of(place + "no file of the repository, expected " + target);
    }
    return link.anchor().isEmpty() || anchors(target).contains(link.anchor())
        ? Optional.empty()
        : Optional.of(place + "no heading of %s, which has %s".formatted(target, anchors(target)));
  }

  private static Set<String> anchors(Path page) {
    try {
      return MarkdownPage.read(ROOT.resolve(page)).anchors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

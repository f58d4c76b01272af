package io.conttune.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the comments of all types, so for those of tomorrow too. */
class TypeDocsTest {
  private static final Path ROOT = Path.of("..", "..");

  /** A comment whose first word asks, and the declaration below it. */
  private static final Pattern ASKING =
      Pattern.compile(
          "/\\*\\*\\s*(?:\\*\\s*)?((?:What|How|Whether|Where|When|Who|Why)\\b(?:(?!\\*/)[^\\n])*)"
              + "(?:[^*]++|\\*(?!/))*+\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*"
              + "(?:(?:public|protected|private|static|final|sealed|non-sealed|abstract)\\s+)*"
              + "(?:class|interface|record|enum|@interface|package)\\s");

  @Test
  void everyTypeSaysWhatItIsAndAsksNoQuestion() throws IOException {
    assertThat(sources().stream().flatMap(TypeDocsTest::questions)).isEmpty();
  }

  @Test
  void aQuestionIsFound() {
    assertThat(ASKING.matcher("/** What a job does. */\nfinal class Job {}").find()).isTrue();
    assertThat(ASKING.matcher("/**\n * How it runs.\n *\n * @param a b\n */\n@A\nrecord R(").find())
        .isTrue();
    assertThat(ASKING.matcher("/** Runs a job. */\nfinal class Job {}").find()).isFalse();
    assertThat(ASKING.matcher("/** Whether it runs. */\n  boolean runs() {").find()).isFalse();
  }

  private static Stream<String> questions(Path source) {
    String text;
    try {
      text = Files.readString(source);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + source, e);
    }
    Matcher asking = ASKING.matcher(text);
    return asking
        .results()
        .map(
            found ->
                "%s:%d begins with a question, say what the type is or does: %s"
                    .formatted(
                        ROOT.relativize(source),
                        text.substring(0, found.start()).lines().count() + 1,
                        found.group(1)));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.walk(ROOT)) {
      List<Path> found =
          modules
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .sorted()
              .toList();
      assertThat(found).hasSizeGreaterThan(1_000);
      return found;
    }
  }
}

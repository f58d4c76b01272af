package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.conttune.controller.input.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no configuration, by mistake or by intent, are refused at once and briefly. */
class HostileFileTest {
  /** Hours where the time grows with the square of the size; long enough for a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(60);

  private static final int HUGE = 100_000_000;

  /** Just below the size that is read. */
  private static final int LARGE = 950_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"a: b\n", "["})
  void aFileOfAHundredMegabytesIsRefusedBySize(String part) throws IOException {
    Path file = written(part, HUGE);

    assertThat(faults(file))
        .containsExactly(file + ": is larger than 1000000 bytes, expected a smaller file");
  }

  @Test
  void aSparseFileOfATerabyteIsRefusedBySize() throws IOException {
    Path file = directory.resolve("sparse.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThat(faults(file))
        .containsExactly(file + ": is larger than 1000000 bytes, expected a smaller file");
  }

  @Test
  void aFileWithoutEndIsRefusedBySize() {
    assertThat(faults(Path.of("/dev/zero")))
        .containsExactly("/dev/zero: is larger than 1000000 bytes, expected a smaller file");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aFileJustBelowTheLimitIsRefusedAtOnceAndInFewLines(String name, String head, String part)
      throws IOException {
    Path file = directory.resolve(name + ".yaml");
    Files.writeString(file, head + part.repeat((LARGE - head.length()) / part.length()));

    List<String> faults = faults(file);

    assertThat(faults).isNotEmpty().hasSizeLessThanOrEqualTo(101);
    assertThat(faults).allSatisfy(fault -> assertThat(fault).hasSizeLessThan(1000));
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        Arguments.of("one-key-again-and-again", "", "a: b\n"),
        Arguments.of("lists-in-lists", "job: ", "["),
        Arguments.of("mappings-in-mappings", "", "{a: "),
        Arguments.of("explicit-keys", "", "? "),
        Arguments.of("list-of-dashes", "", "- "),
        Arguments.of("one-long-word", "job: ", "x"),
        Arguments.of("one-long-key", "", "x"),
        Arguments.of("quotes", "job: ", "'"),
        Arguments.of("anchors", "flink: [", "&a [x], "),
        Arguments.of("aliases", "job: &a [x]\nflink: [", "*a, "),
        Arguments.of("scalar-aliases", "job: &a x\nflink: [", "*a, "),
        Arguments.of("documents", "", "---\n"),
        Arguments.of("directives", "", "%A b\n"),
        Arguments.of("tags", "job: ", "!a "),
        Arguments.of("wrong-urls", "job: a\nflink: [", "x, "),
        Arguments.of("long-store-url", "jobs: j\nstore: jdbc:h2:file:x", ";a=1"),
        Arguments.of("placeholders", "job: a\nflink: [\"", "${parallelism:"));
  }

  @Test
  void aValueThatIsAPartOfItselfIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), "job: &a {b: [*a]}\n");

    assertThat(faults(file))
        .containsExactly(file + ":1:6: is no YAML of one document: a value is a part of itself");
  }

  private Path written(String part, int length) throws IOException {
    Path file = directory.resolve("job.yaml");
    String block = part.repeat(100_000 / part.length());
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < length / block.length(); i++) {
        writer.write(block);
      }
    }
    return file;
  }

  private static List<String> faults(Path file) {
    return assertTimeoutPreemptively(
        AT_ONCE, () -> Fault.lines(new ConfigReader(Map.of()).validate(List.of(file))));
  }
}

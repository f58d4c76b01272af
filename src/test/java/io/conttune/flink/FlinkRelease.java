package io.conttune.flink;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One release of Flink, as the jars of its run-time class path.
 *
 * @param version such as 1.20.5
 * @param classPath its jars, and what was put before them
 */
public record FlinkRelease(String version, List<Path> classPath) {
  /** The directory in which each module below src/test/flink has left its class path. */
  private static final String CLASS_PATHS = "flink.class-paths";

  private static final Pattern RUNTIME = Pattern.compile("flink-clients(_2\\.12)?-([0-9.]+)\\.jar");

  public FlinkRelease {
    classPath = List.copyOf(classPath);
  }

  /**
   * The release of a line, as the module {@code src/test/flink/<line>} names it.
   *
   * @param line such as 1.20
   */
  public static FlinkRelease of(String line) {
    List<Path> jars = jarsOf("flink-" + line);
    return new FlinkRelease(version(jars, line), jars);
  }

  /**
   * The class path of a module below src/test/flink.
   *
   * @param module its artifact id
   */
  static List<Path> jarsOf(String module) {
    Path file = classPaths().resolve(module).resolve("class-path");
    if (!Files.exists(file)) {
      throw new AssertionError(
          "no class path of %s at %s: build src/test/flink first (mvn -pl src/test -am)"
              .formatted(module, file));
    }
    try {
      return Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  /** The directory of the class paths, below target. */
  static Path classPaths() {
    // Maven says where; an IDE runs tests in the module's or the project's directory.
    String said = System.getProperty(CLASS_PATHS, "");
    if (!said.isEmpty()) {
      return Path.of(said);
    }
    Path inModule = Path.of("..", "..", "target", "flink");
    return Files.exists(inModule) ? inModule : Path.of("target", "flink");
  }

  private static String version(List<Path> jars, String line) {
    return jars.stream()
        .map(jar -> RUNTIME.matcher(jar.getFileName().toString()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no flink-clients among the jars of " + line));
  }

  /** The same release with a jar, or a directory of classes, that goes before its own. */
  public FlinkRelease withFirst(Path patch) {
    List<Path> longer = new ArrayList<>();
    longer.add(patch);
    longer.addAll(classPath);
    return new FlinkRelease(version, longer);
  }

  /** The name that its configuration file must have. */
  String configFile() {
    return version.startsWith("1.") ? "flink-conf.yaml" : "config.yaml";
  }

  @Override
  public String toString() {
    return version;
  }
}

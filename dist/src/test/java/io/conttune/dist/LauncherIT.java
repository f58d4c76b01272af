package io.conttune.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the sources, over a Maven and a Java that only say that they were asked. */
class LauncherIT {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private Path sources;
  private Path java;

  @BeforeEach
  void makeSources() throws IOException {
    sources = Files.createDirectory(folder.resolve("the sources"));
    java = Files.createDirectory(folder.resolve("java"));
    copy("conttune");
    copy("dist/src/main/bin/conttune");
    write(sources.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
    write(sources.resolve("benchmark/pom.xml"), "<project/>");
    write(sources.resolve("benchmark/src/main/A.java"), "class A {}");
    age(Duration.ofHours(1));
    write(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(
        java.resolve("bin/java"),
        "for last; do :; done; [ \"$last\" != wait ] || sleep 60; echo \"$@\"");
    script(
        folder.resolve("path/mvn"),
        "mkdir -p benchmark/target/lib; echo x >benchmark/target/lib/a.jar; echo built >>log;"
            + " echo jar >benchmark/target/conttune.jar");
  }

  @Test
  void saysWhatItBuildsTheFirstTimeAndNothingLater() throws IOException, InterruptedException {
    Shell.Result first = run("demo");
    Shell.Result second = run("demo");

    assertThat(first.err().lines())
        .containsExactly(
            "conttune: building 1.2.3",
            "conttune: the first time this fetches Flink and other libraries: some minutes",
            "conttune: built")
        .allMatch(line -> line.length() <= 80);
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("/lib/conttune.jar demo\n");
    assertThat(sources.resolve("log")).hasContent("built");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
    Shell.Result first = run("demo");
    touch(sources.resolve("benchmark/src/main/A.java"));

    Shell.Result second = run("demo");

    assertThat(second.err()).contains("building 1.2.3 again").contains("built");
    assertThat(second.out()).isNotEqualTo(first.out());
    assertThat(copies()).hasSize(1);
  }

  @Test
  void keepsTheCopyThatAProcessRuns() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process service = Shell.start(sources, environment(), command("run", "wait"), out, err);
    try {
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  service.descendants().findAny().isPresent()
                      && copies().size() == 1
                      && users() == 1);
      Path running = copies().get(0);
      touch(sources.resolve("benchmark/src/main/A.java"));

      Shell.Result other = run("demo");

      assertThat(other.out()).doesNotContain(running.getFileName().toString());
      assertThat(running.resolve("lib/a.jar")).exists();
      assertThat(copies()).hasSize(2);
    } finally {
      service.descendants().forEach(ProcessHandle::destroyForcibly);
      service.destroyForcibly().waitFor();
    }

    assertThat(run("demo").exitCode()).isZero();
    assertThat(copies()).hasSize(1);
  }

  @Test
  void showsWhyABuildFailedWithoutEscapeSequences() throws IOException, InterruptedException {
    script(folder.resolve("path/mvn"), "printf '\\033[0m[ERROR] \\033[31mno\\033[0m\\n'; exit 1");

    Shell.Result failed = run("demo");

    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("\n[ERROR] no\nconttune: the build failed;");
    assertThat(copies()).isEmpty();
  }

  @Test
  void takesOverTheLockOfALauncherThatWasKilled() throws IOException, InterruptedException {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    write(sources.resolve(".conttune/lock/owner"), killed.pid() + "\n");

    assertThat(run("demo").exitCode()).isZero();
    assertThat(sources.resolve(".conttune/lock")).doesNotExist();
  }

  private Shell.Result run(String... arguments) throws IOException, InterruptedException {
    return Shell.run(sources, environment(), command(arguments));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(sources.resolve("conttune").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", java.toString(), "PATH", folder.resolve("path") + ":" + System.getenv("PATH"));
  }

  private List<Path> copies() throws IOException {
    Path all = sources.resolve(".conttune");
    if (!Files.exists(all)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(all)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("build-"))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  /** The processes that run the copy; a copy that is just being made has no folder of them yet. */
  private long users() throws IOException {
    Path all = copies().get(0).resolve("users");
    if (!Files.exists(all)) {
      return 0;
    }
    try (Stream<Path> users = Files.list(all)) {
      return users.count();
    }
  }

  private void copy(String name) throws IOException {
    Path to = sources.resolve(name);
    Files.createDirectories(to.getParent());
    Files.copy(ROOT.resolve(name), to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Makes all sources that old: a file system may tell times by the second only. */
  private void age(Duration age) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(age));
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private static void script(Path file, String lines) throws IOException {
    write(file, "#!/bin/sh\n" + lines + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package io.conttune.benchmark.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarTest {

  private static final String JOBS = "io/conttune/benchmark/jobs/";

  @TempDir Path directory;

  @Test
  void holdsTheJobsAndNothingElse() throws IOException {
    Path jar = JobJar.writeTo(directory);

    assertThat(jar).hasFileName("conttune-jobs.jar");
    assertThat(entries(jar))
        .contains("META-INF/MANIFEST.MF", JOBS + "launch/QueryJob.class", JOBS + "nexmark/Q5.class")
        .allMatch(name -> name.equals("META-INF/MANIFEST.MF") || name.startsWith(JOBS))
        .noneMatch(name -> name.contains("Test"));
  }

  @Test
  void namesTheMainClass() throws IOException {
    try (JarFile jar = new JarFile(JobJar.writeTo(directory).toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.conttune.benchmark.jobs.launch.QueryJob");
    }
  }

  @Test
  void isTheSameWhenTheClassesAreInAJarThemselves() throws IOException {
    Path first = JobJar.writeTo(directory);

    Path second = JobJar.write(first, directory.resolve("again.jar"));

    assertThat(entries(second)).isEqualTo(entries(first));
  }

  private static List<String> entries(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }
}

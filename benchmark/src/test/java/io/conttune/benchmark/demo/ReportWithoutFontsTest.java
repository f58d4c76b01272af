package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine with a JDK and nothing else: a JVM of its own, which finds no font. */
@EnabledOnOs(OS.LINUX)
class ReportWithoutFontsTest {
  private static final String NO_FONTS =
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig/>";

  @TempDir Path directory;

  @Test
  void isWrittenWithoutPicturesAndSaysWhatToInstall() throws IOException, InterruptedException {
    Path report = Files.createDirectory(directory.resolve("report"));
    Path home = Files.createDirectory(directory.resolve("home"));

    Path output = writeReport(report, home, NO_FONTS);

    assertThat(output)
        .hasContent(
            "Left[reason=no font can be used for pictures: install one and fontconfig (Debian:"
                + " apt-get install fontconfig fonts-dejavu-core)]");
    assertThat(names(report)).containsExactly("summary.json");
  }

  @Test
  void leavesNothingInTheHomeFolder() throws IOException, InterruptedException {
    Path report = Files.createDirectory(directory.resolve("report"));
    Path home = Files.createDirectory(directory.resolve("home"));

    Path output =
        writeReport(
            report, home, "<fontconfig><include>/etc/fonts/fonts.conf</include></fontconfig>");

    assertThat(output).hasContent("Drawn[]");
    assertThat(home).isEmptyDirectory();
  }

  private Path writeReport(Path report, Path home, String fontconfig)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("java.class.path"),
            ReportMain.class.getName(),
            report.toString());
    Path settings = Files.writeString(directory.resolve("fonts.conf"), fontconfig);
    builder.environment().put("FONTCONFIG_FILE", settings.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return output;
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}

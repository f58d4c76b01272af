package io.conttune.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong input: exit code 2, one line on standard error, nothing begun. */
class BenchmarkMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  private int execute(String... arguments) {
    CommandLine line = BenchmarkMain.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private int demo(String option, String value) {
    Path report = directory.resolve("report");
    return option.equals("--report")
        ? execute("demo", "--headless", "--report", value)
        : execute("demo", "--headless", "--report", report.toString(), option, value);
  }

  private void assertOneLine(String expected) {
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(expected);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--steps, 0, '--steps: expected a number from 1 to 1000, got 0'",
    "--steps, x, '''x'' is not an int'",
    "--step-duration, 5x, 'expected a duration such as 200ms, 30s or 5m, got 5x'",
    "--step-duration, 5s, '--step-duration: expected at least 20s, got 5s'",
    "--port, 65536, '--port: expected a number from 0 to 65535, got 65536'",
    "--metrics, guesses, '--metrics'",
    "--method, magic, '--method'",
    "--output, xml, '--output'",
    "--colour, red, there is no option --colour"
  })
  void refusesAWrongOption(String option, String value, String expected) {
    assertThat(demo(option, value)).isEqualTo(2);

    assertOneLine(expected);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAModelForATunerThatHasItsOwn() {
    Path report = directory.resolve("report");

    assertThat(
            execute(
                "demo",
                "--report",
                report.toString(),
                "--method",
                "informed",
                "--surrogate",
                "rbf"))
        .isEqualTo(2);

    assertOneLine("--surrogate: expected --method conttune with it, got --method informed");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(demo("--port", String.valueOf(port))).isEqualTo(2);

      assertOneLine("--port: cannot listen on " + port + " (Address already in use)");
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void refusesAFileInPlaceOfTheReportFolder() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");

    assertThat(demo("--report", file.toString())).isEqualTo(2);

    assertOneLine("--report: expected a folder that can be written, " + file + " is not");
    assertThat(file).hasContent("mine");
  }

  @Test
  void refusesAReportFolderBelowAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");

    assertThat(demo("--report", file.resolve("report").toString())).isEqualTo(2);

    assertOneLine("--report: expected a folder that can be written");
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThat(execute("tune")).isEqualTo(2);

    assertOneLine("tune");
  }
}

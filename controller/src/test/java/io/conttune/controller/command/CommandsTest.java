package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.store.JdbcStore;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The answers of the commands to good and to wrong input; a service that runs is a system test. */
class CommandsTest {
  private static final String JOB = "job: WordCount\nflink: http://127.0.0.1:8081\n";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void validateSaysThatAFileHasNoFaults() throws IOException {
    Path file = write("job.yaml", JOB);

    assertThat(execute(new ValidateCommand(), file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out).hasToString(String.format("1 file, no faults%n"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void validateListsEveryFaultOfEveryFileWithItsPosition() throws IOException {
    Path first = write("a.yaml", JOB + "mode: actt\n");
    Path second = write("b.yaml", JOB + "catch-up: soon\ncooldown: later\n");

    int code = execute(new ValidateCommand(), first.toString(), second.toString());

    assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).startsWith(first + ":3:7: mode:"),
            line -> assertThat(line).startsWith(second + ":3:11: catch-up:"),
            line -> assertThat(line).startsWith(second + ":4:11: cooldown:"),
            line -> assertThat(line).isEqualTo("3 faults"));
  }

  @Test
  void validateChecksTheJobsOfAServiceWithItsFile() throws IOException {
    Path service = write("conttune.yaml", "store: data/conttune\njobs: jobs\n");
    Files.createDirectories(directory.resolve("jobs"));
    Path job = write("jobs/wordcount.yaml", JOB + "mode: actt\n");

    assertThat(execute(new ValidateCommand(), service.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(job + ":3:7: mode:"),
            line -> assertThat(line).isEqualTo("1 fault"));

    write("jobs/wordcount.yaml", JOB);
    String again = directory.resolve("jobs/../jobs/wordcount.yaml").toString();
    assertThat(execute(new ValidateCommand(), service.toString(), again)).isEqualTo(ExitCode.DONE);
    assertThat(out).hasToString(String.format("2 files, no faults%n"));
  }

  @Test
  void validateAsksTheClusterOfAFileWithoutFaultsOnlyWhereItIsToldTo() throws IOException {
    Path file = write("job.yaml", "job: WordCount\nflink: http://127.0.0.1:1\n");
    Path faulty = write("faulty.yaml", "job: WordCount\n");

    assertThat(execute(new ValidateCommand(), "--connect", file.toString()))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(out).hasToString(String.format("1 file, no faults%n"));
    assertThat(err.toString())
        .startsWith(file + ": the cluster does not answer as expected")
        .contains("http://127.0.0.1:1/config")
        .endsWith(String.format("1 fault%n"));
    assertThat(execute(new ValidateCommand(), "--connect", faulty.toString()))
        .isEqualTo(ExitCode.WRONG_INPUT);
  }

  @Test
  void validateMissesTheJobsOfAService() throws IOException {
    Path service = write("conttune.yaml", "store: data/conttune\njobs: jobs\n");

    assertThat(execute(new ValidateCommand(), service.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString())
        .startsWith(directory.resolve("jobs") + ": is no directory that can be read");
  }

  @Test
  void validateNamesAFileThatIsNotThere() {
    Path missing = directory.resolve("none.yaml");

    assertThat(execute(new ValidateCommand(), missing.toString())).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains(missing.toString()).doesNotContain("\tat ");
  }

  @Test
  void exportPrintsWhatImportTakesIntoAnotherStore() throws IOException {
    try (JdbcStore store = JdbcStore.open("jdbc:h2:file:" + directory.resolve("old"))) {
      store.saveTunerState("words", new TunerState.ContTune(8));
    }
    Path from = write("from.yaml", "store: old\njobs: jobs\n");
    Path to = write("to.yaml", "store: new\njobs: jobs\n");

    CommandRun exported = CommandRun.of("export", "words", "--config=" + from);
    Path lines = write("words.jsonl", exported.out());
    CommandRun imported = CommandRun.of("import", lines.toString(), "--config=" + to);
    CommandRun again = CommandRun.of("import", lines.toString(), "--config=" + to);

    assertThat(exported.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).isEqualTo(String.format("words: 2 lines%n"));
    assertThat(again.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(again.err()).contains("knows the job words already");
    assertThat(CommandRun.of("export", "words", "--config=" + to).out()).isEqualTo(exported.out());
  }

  @Test
  void exportAndImportSayWhatIsWrong() throws IOException {
    Path service = write("conttune.yaml", "store: empty\njobs: jobs\n");
    Path lines = write("words.jsonl", "spoiled\n");

    CommandRun unknown = CommandRun.of("export", "words", "--config=" + service);
    CommandRun spoiled = CommandRun.of("import", lines.toString(), "--config=" + service);

    assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(unknown.err()).contains("does not know the job words");
    assertThat(spoiled.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(spoiled.err().strip()).isEqualTo(lines + ":1: no line that export has written");
  }

  @Test
  void runNamesAConfigurationThatIsNotThere() {
    Path missing = directory.resolve("none.yaml");

    assertThat(run(missing)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).contains(missing.toString()).doesNotContain("\tat ");
  }

  @Test
  void runListsTheFaultsOfTheServiceAndOfItsJobs() throws IOException {
    Path service = write("conttune.yaml", "store: data/conttune\njobs: jobs\nlisten-on: 1\n");
    assertThat(run(service)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString()).startsWith(service + ":3:1: listen-on:");

    Files.createDirectories(directory.resolve("jobs"));
    Path job = write("jobs/wordcount.yaml", JOB + "mode: actt\n");
    write("conttune.yaml", "store: data/conttune\njobs: jobs\n");
    err.getBuffer().setLength(0);
    assertThat(run(service)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(job + ":3:7: mode:"),
            line -> assertThat(line).isEqualTo("1 fault"));
  }

  @Test
  void runSaysInOneLineThatAnotherControllerHasTheStore() throws IOException {
    Files.createDirectories(directory.resolve("jobs"));
    write("jobs/wordcount.yaml", JOB);
    Path service = write("conttune.yaml", "store: data/conttune\njobs: jobs\n");
    String url = "jdbc:h2:file:" + directory.resolve("data/conttune").toAbsolutePath();

    try (JdbcStore other = JdbcStore.open(url)) {
      assertThat(other.decisions("WordCount", 1)).isEmpty();
      assertThat(run(service)).isEqualTo(ExitCode.WRONG_INPUT);
    }

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("conttune");
  }

  private int run(Path service) {
    return execute(new RunCommand(), "--config", service.toString());
  }

  private int execute(Object command, String... arguments) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}

package io.conttune.controller.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** The first minutes: help, version, and what a mistyped command line is answered. */
class ContTuneTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "validate",
        "recommend",
        "plot",
        "status",
        "why",
        "plan",
        "history",
        "try",
        "doctor",
        "savings",
        "pause",
        "resume",
        "pin",
        "unpin",
        "scale",
        "undo",
        "apply",
        "dismiss",
        "handover",
        "freeze",
        "unfreeze"
      })
  void everyCommandExplainsItself(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: conttune " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void listsTheCommandsWithHelp() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("run", "validate", "recommend", "plot");
  }

  @Test
  void printsAScriptThatCompletesCommandsInAShell() {
    CommandRun run = CommandRun.of("generate-completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("doctor", "--token-file");
  }

  @Test
  void withoutACommandListsThemAndFails() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo(CommandRun.of("--help").out());
  }

  @Test
  void aFailureCannotSteerTheTerminal() {
    assertThat(failingWith(new IllegalStateException("no \u001b[2Jjob\u2028x\nsecond line")))
        .isEqualTo("no \\u001b[2Jjob\\u2028x\nsecond line\n");
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    assertThat(failingWith(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException\n");
  }

  private static String failingWith(RuntimeException failure) {
    StringWriter err = new StringWriter();
    int exitCode =
        ContTune.commandLine(new Failing(failure))
            .setErr(new PrintWriter(err, true))
            .execute("fail");
    assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
    return err.toString();
  }

  @Command(name = "fail")
  private record Failing(RuntimeException failure) implements Runnable {
    @Override
    public void run() {
      throw failure;
    }
  }

  @ParameterizedTest
  @CsvSource({"--version,", "run, --version", "plot, -V"})
  void saysItsVersion(String first, String second) {
    CommandRun run = second == null ? CommandRun.of(first) : CommandRun.of(first, second);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).matches("conttune \\d+\\.\\d+\\.\\d+\\S* \\(.+\\)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          valdate    | there is no command valdate, expected one of apply, dismiss, doctor, export, freeze, generate-completion, handover, history, import, pause, pin, plan, plot, recommend, resume, run, savings, scale, status, try, undo, unfreeze, unpin, validate, why \
          (did you mean validate?); see conttune --help
          tune       | there is no command tune, expected one of apply, dismiss, doctor, export, freeze, generate-completion, handover, history, import, pause, pin, plan, plot, recommend, resume, run, savings, scale, status, try, undo, unfreeze, unpin, validate, why \
          (did you mean run?); see conttune --help
          --verson   | there is no option --verson (did you mean --version?); see conttune --help
          run --cofig=a | there is no option --cofig (did you mean --config?); see conttune run --help
          run --config a b | expected no argument b; see conttune run --help
          run --config a --log-format xml | --log-format: is xml, expected one of json, text; see conttune run --help
          run        | --config: is missing; see conttune run --help
          """)
  void saysWhatIsWrongWithACommandLine(String typed, String expected) {
    CommandRun run = CommandRun.of(typed.split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).isEqualTo("command line: " + expected);
  }
}

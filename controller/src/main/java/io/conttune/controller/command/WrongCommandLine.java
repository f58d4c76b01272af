package io.conttune.controller.command;

import io.conttune.controller.input.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Says in one line what is wrong with a command line, and which command explains it. */
final class WrongCommandLine implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command
        .getErr()
        .printf(
            "command line: %s; see %s --help%n",
            message(wrong), command.getCommandSpec().qualifiedName());
    return ExitCode.WRONG_INPUT;
  }

  /** A mistyped option is also a missing one: the one that was typed is what helps. */
  private static String message(ParameterException wrong) {
    List<String> unknown = wrong.getCommandLine().getUnmatchedArguments();
    if (!unknown.isEmpty()) {
      return unknown(unknown.get(0), wrong.getCommandLine().getCommandSpec());
    }
    if (wrong instanceof MissingParameterException missing) {
      return missing.getMissing().stream()
          .map(argument -> name(argument) + ": is missing")
          .collect(Collectors.joining(", "));
    }
    ArgSpec argument = wrong.getArgSpec();
    return argument != null && argument.type().isEnum()
        ? "%s: is %s, %s"
            .formatted(
                name(argument),
                wrong.getValue(),
                Nearest.expectation(wrong.getValue(), choices(argument)))
        : wrong.getMessage();
  }

  private static String unknown(String word, CommandSpec command) {
    if (word.startsWith("-")) {
      String option = word.replaceFirst("=.*", "");
      return "there is no option %s%s".formatted(option, Nearest.hint(option, options(command)));
    }
    return command.subcommands().isEmpty()
        ? "expected no argument %s".formatted(word)
        : "there is no command %s, %s"
            .formatted(word, Nearest.expectation(word, command.subcommands().keySet()));
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
  }

  private static List<String> choices(ArgSpec argument) {
    return Arrays.stream(argument.type().getEnumConstants())
        .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}

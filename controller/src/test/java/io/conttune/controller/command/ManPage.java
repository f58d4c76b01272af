package io.conttune.controller.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of all commands, made of what they declare. */
final class ManPage {
  private final List<String> lines = new ArrayList<>();

  private ManPage() {}

  /** The page in the language of man. */
  static String of(CommandLine commands) {
    ManPage page = new ManPage();
    page.add(commands);
    return String.join("\n", page.lines) + "\n";
  }

  private void add(CommandLine commands) {
    CommandSpec top = commands.getCommandSpec();
    lines.add(".\\\" Made from the commands by ManPageTest.");
    lines.add(".TH CONTTUNE 1");
    lines.add(".SH NAME");
    lines.add("conttune \\- " + text(top.usageMessage().description()));
    lines.add(".SH SYNOPSIS");
    lines.add(".B conttune");
    lines.add("\\fICOMMAND\\fR [\\fIOPTION\\fR]...");
    lines.add(".SH COMMANDS");
    commands.getSubcommands().forEach(this::add);
  }

  private void add(String name, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringJoiner usage = new StringJoiner(" ");
    usage.add("conttune " + escaped(name));
    spec.positionalParameters().forEach(each -> usage.add(label(each)));
    lines.add(".SS \"" + usage + "\"");
    lines.add(text(spec.usageMessage().description()));
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp() && !option.hidden()) {
        add(names(option), option);
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      add(label(parameter), parameter);
    }
    addExitCodes(spec.usageMessage().exitCodeList());
  }

  private void add(String title, ArgSpec argument) {
    lines.add(".TP");
    lines.add(title);
    lines.add(described(argument));
  }

  private void addExitCodes(Map<String, String> codes) {
    codes.forEach(
        (code, meaning) -> {
          lines.add(".TP");
          lines.add("exit code " + code);
          lines.add(escaped(meaning));
        });
  }

  private static String names(OptionSpec option) {
    StringJoiner names = new StringJoiner(", ");
    Arrays.stream(option.names()).forEach(name -> names.add("\\fB" + escaped(name) + "\\fR"));
    return option.arity().max() == 0 ? names.toString() : names + " " + label(option);
  }

  private static String label(ArgSpec argument) {
    return "\\fI" + escaped(argument.paramLabel()) + "\\fR";
  }

  private static String described(ArgSpec argument) {
    return text(argument.description())
        .replace("${DEFAULT\\-VALUE}", escaped(String.valueOf(argument.defaultValue())))
        .replace("${COMPLETION\\-CANDIDATES}", escaped(candidates(argument)));
  }

  private static String candidates(ArgSpec argument) {
    return argument.completionCandidates() == null
        ? ""
        : String.join(
            ", ",
            StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList());
  }

  private static String text(String... description) {
    return escaped(String.join(" ", description).strip());
  }

  /** Two characters mean something to man, and a dot at the begin of a line. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}

package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.core.Case;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command of the user's is run where the controller is.
 *
 * @param command the program and its arguments; secrets stand in it as references
 * @param timeout time after which it is ended and counts as failed
 */
public record CommandLaunchConfig(List<String> command, Duration timeout) implements LaunchConfig {
  private static final Setting<Duration> COMMAND_TIMEOUT =
      Setting.of(
          "command-timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(5),
          "The job must come up within this time. Else the command is ended and has failed.");

  public CommandLaunchConfig {
    command = List.copyOf(command);
    Require.atLeast("words of the command", 1, command.size());
    COMMAND_TIMEOUT.require(timeout);
  }

  @Override
  public LaunchMethod method() {
    return LaunchMethod.COMMAND;
  }

  @Override
  public <R, X extends Exception> R match(
      Case<JarLaunchConfig, R, X> jar,
      Case<CommandLaunchConfig, R, X> command,
      Case<ExtensionLaunchConfig, R, X> own,
      Case<DeploymentLaunchConfig, R, X> deployment)
      throws X {
    return command.of(this);
  }

  private static Setting<List<String>> commandKey(FileContext context) {
    return Setting.required(
        "command",
        ValueType.listOf(Scalars.anyText().map(context::withReferences, text -> text))
            .map(CommandLaunchConfig::program, command -> command, programSchema()),
        List.of("./start.sh"),
        "a list: the program that starts the job, and its arguments",
        "The program that starts the job, and its arguments. A [reference](#secrets) is replaced"
            + " by its secret. `$${` stands for a literal `${`.");
  }

  static CommandLaunchConfig bind(Fields<CommandLaunchConfig> fields, FileContext context) {
    return new CommandLaunchConfig(
        fields.value(commandKey(context), CommandLaunchConfig::command),
        fields.value(COMMAND_TIMEOUT, CommandLaunchConfig::timeout));
  }

  /** The first word is not blank; all others may be. */
  private static Map<String, Object> programSchema() {
    Map<String, Object> program = Scalars.text().schema();
    Map<String, Object> list =
        Map.of(
            "type",
            "array",
            "minItems",
            1,
            "items",
            List.of(program),
            "additionalItems",
            Scalars.anyText().schema());
    return Map.of("anyOf", List.of(program, list));
  }

  private static List<String> program(List<String> command) throws Mismatch {
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw new Mismatch("names no program, expected a list of the program and its arguments");
    }
    return command;
  }
}

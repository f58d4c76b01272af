package io.conttune.controller.config;

import io.conttune.controller.config.setting.Binding;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.Variants;
import io.conttune.core.Case;
import java.util.List;

/** The way a new run of a job is started, and told its parallelism. */
public sealed interface LaunchConfig
    permits JarLaunchConfig, CommandLaunchConfig, ExtensionLaunchConfig, DeploymentLaunchConfig {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<JarLaunchConfig, R, X> jar,
      Case<CommandLaunchConfig, R, X> command,
      Case<ExtensionLaunchConfig, R, X> own,
      Case<DeploymentLaunchConfig, R, X> deployment)
      throws X;

  /** The word for it in a job's file. */
  LaunchMethod method();

  /** The choice between the ways. */
  static Variants<LaunchMethod, LaunchConfig> variants(FileContext context) {
    return new Variants<>(
        Setting.of(
            "launch",
            Scalars.choice(LaunchMethod.class),
            LaunchMethod.AUTO,
            "[Way to start the new run](launching.md) with its parallelism. `auto`: the best of the"
                + " next four that this file and the Flink version allow. `arguments`: placeholders"
                + " in the program's arguments, any Flink. `overrides`: Flink's parallelism overrides,"
                + " 1.19 and 1.20. `client`: [the controller builds the job"
                + " graph](launching.md#by-a-client), any Flink. `uniform`: one parallelism for the"
                + " job, any Flink. `command`: [a command of yours](#launch-by-a-command). `extension`: [a"
                + " launcher of yours](how-to/extend.md). `kubernetes`: [Flink's Kubernetes"
                + " operator](launching.md#by-the-kubernetes-operator)."),
        List.of(LaunchMethod.values()),
        method -> binding(method, context),
        LaunchConfig::method);
  }

  private static Binding<LaunchConfig> binding(LaunchMethod method, FileContext context) {
    return switch (method) {
      case AUTO, ARGUMENTS, OVERRIDES, CLIENT, UNIFORM ->
          Variants.only(
              JarLaunchConfig.class, fields -> JarLaunchConfig.bind(fields, method, context));
      case COMMAND ->
          Variants.only(
              CommandLaunchConfig.class, fields -> CommandLaunchConfig.bind(fields, context));
      case EXTENSION ->
          Variants.only(
              ExtensionLaunchConfig.class, fields -> ExtensionLaunchConfig.bind(fields, context));
      case KUBERNETES -> Variants.only(DeploymentLaunchConfig.class, DeploymentLaunchConfig::bind);
    };
  }
}

package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.Case;
import java.time.Duration;
import java.util.Objects;

/**
 * A launcher of the user's is run in a process of its own, where the controller is.
 *
 * @param extension that makes it
 * @param timeout time after which it is ended and counts as failed
 */
public record ExtensionLaunchConfig(ExtensionConfig extension, Duration timeout)
    implements LaunchConfig {
  private static final Setting<Duration> LAUNCHER_TIMEOUT =
      Setting.of(
          "launcher-timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(5),
          "The job must come up within this time. Else the launcher is ended and has failed.");

  public ExtensionLaunchConfig {
    Objects.requireNonNull(extension, "extension");
    LAUNCHER_TIMEOUT.require(timeout);
  }

  @Override
  public LaunchMethod method() {
    return LaunchMethod.EXTENSION;
  }

  @Override
  public <R, X extends Exception> R match(
      Case<JarLaunchConfig, R, X> jar,
      Case<CommandLaunchConfig, R, X> command,
      Case<ExtensionLaunchConfig, R, X> own,
      Case<DeploymentLaunchConfig, R, X> deployment)
      throws X {
    return own.of(this);
  }

  static ExtensionLaunchConfig bind(Fields<ExtensionLaunchConfig> fields, FileContext context) {
    return new ExtensionLaunchConfig(
        fields.part(
            part -> ExtensionConfig.LAUNCHER.bind(part, context::withReferences),
            ExtensionLaunchConfig::extension),
        fields.value(LAUNCHER_TIMEOUT, ExtensionLaunchConfig::timeout));
  }
}

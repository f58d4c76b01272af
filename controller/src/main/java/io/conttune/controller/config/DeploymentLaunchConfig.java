package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.Case;
import io.conttune.core.rescale.DeploymentName;
import java.time.Duration;
import java.util.Objects;

/**
 * A FlinkDeployment is changed, and Flink's Kubernetes operator restarts the job.
 *
 * @param name of the FlinkDeployment
 * @param operatorTimeout time within which the operator must have the job run again
 */
public record DeploymentLaunchConfig(DeploymentName name, Duration operatorTimeout)
    implements LaunchConfig {
  private static final Setting<String> DEPLOYMENT =
      Setting.required(
          "deployment",
          Scalars.text(),
          "shop",
          "the name of a FlinkDeployment",
          "The FlinkDeployment that runs the job, by its name.");
  private static final Setting<String> NAMESPACE =
      Setting.of(
          "namespace", Scalars.text(), "default", "The Kubernetes namespace of the deployment.");
  private static final Setting<Duration> OPERATOR_TIMEOUT =
      Setting.of(
          "operator-timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(10),
          "The operator must have the job run again within this time and `start-timeout`. Else the"
              + " deployment gets its former parallelism back.");

  public DeploymentLaunchConfig {
    Objects.requireNonNull(name, "name");
    OPERATOR_TIMEOUT.require(operatorTimeout);
  }

  @Override
  public LaunchMethod method() {
    return LaunchMethod.KUBERNETES;
  }

  @Override
  public <R, X extends Exception> R match(
      Case<JarLaunchConfig, R, X> jar,
      Case<CommandLaunchConfig, R, X> command,
      Case<ExtensionLaunchConfig, R, X> own,
      Case<DeploymentLaunchConfig, R, X> deployment)
      throws X {
    return deployment.of(this);
  }

  static DeploymentLaunchConfig bind(Fields<DeploymentLaunchConfig> fields) {
    String name = fields.value(DEPLOYMENT, deployment -> deployment.name().name());
    String namespace = fields.value(NAMESPACE, deployment -> deployment.name().namespace());
    return new DeploymentLaunchConfig(
        new DeploymentName(namespace, name),
        fields.value(OPERATOR_TIMEOUT, DeploymentLaunchConfig::operatorTimeout));
  }
}

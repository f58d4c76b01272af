package io.conttune.core.rescale;

import io.conttune.core.Require;

/**
 * Names a deployment that somebody else's operator keeps running, for example a FlinkDeployment of
 * Flink's Kubernetes operator.
 *
 * @param namespace in which it is
 * @param name within the namespace
 */
public record DeploymentName(String namespace, String name) {
  public DeploymentName {
    Require.text("namespace of a deployment", namespace);
    Require.text("name of a deployment", name);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

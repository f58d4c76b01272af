package io.conttune.kubernetes;

import io.conttune.core.rescale.Deployments;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * Opens the FlinkDeployments of the Kubernetes that the environment names: the service account of
 * the controller's pod, or the kubeconfig of whoever started it.
 */
public final class FlinkDeploymentsProvider implements Deployments.Provider {
  private static final int REQUEST_MILLIS = 10_000;
  private static final int CONNECTION_MILLIS = 5_000;

  /** For {@link java.util.ServiceLoader}. */
  public FlinkDeploymentsProvider() {}

  @Override
  public Deployments open() {
    return new FlinkDeployments(client(Config.autoConfigure(null)));
  }

  /** A request that fails is not repeated here: the control loop calls again. */
  static KubernetesClient client(Config cluster) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(cluster)
                .withRequestTimeout(REQUEST_MILLIS)
                .withConnectionTimeout(CONNECTION_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }
}

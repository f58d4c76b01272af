package io.conttune.kubernetes;

import io.conttune.core.rescale.Deployments;
import io.conttune.core.rescale.DeploymentsContract;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** On a mock server that keeps what it is given, as an API server does. */
final class KeptFlinkDeploymentsTest extends DeploymentsContract {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private KubernetesClient client;

  @BeforeEach
  void start() {
    server.init();
    server.expectCustomResource(
        new CustomResourceDefinitionContext.Builder()
            .withName("flinkdeployments.flink.apache.org")
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkDeployment")
            .withPlural("flinkdeployments")
            .withScope("Namespaced")
            .build());
    client =
        FlinkDeploymentsProvider.client(
            new ConfigBuilder(Config.empty()).withMasterUrl(server.url("/")).build());
    GenericKubernetesResource unused =
        client
            .genericKubernetesResources(FlinkDeployments.CONTEXT)
            .inNamespace(SHOP.namespace())
            .resource(shop())
            .create();
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Override
  protected Deployments deployments() {
    return new FlinkDeployments(client);
  }

  private static GenericKubernetesResource shop() {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("flink.apache.org/v1beta1")
        .withKind("FlinkDeployment")
        .withNewMetadata()
        .withNamespace(SHOP.namespace())
        .withName(SHOP.name())
        .endMetadata()
        .addToAdditionalProperties(
            "spec",
            Map.of(
                "job",
                Map.of("parallelism", FORMER.job(), "upgradeMode", "savepoint"),
                "flinkConfiguration",
                Map.of(Overrides.KEY, Overrides.write(FORMER.overrides()))))
        .build();
  }
}

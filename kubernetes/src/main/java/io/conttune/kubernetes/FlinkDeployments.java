package io.conttune.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentReply;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The FlinkDeployments of one Kubernetes. A change is a merge patch of {@code spec.job.parallelism}
 * and of the parallelism overrides, bound to the version of the object that was read: should
 * somebody else change it at the same moment, it is read anew.
 */
final class FlinkDeployments implements Deployments {
  static final ResourceDefinitionContext CONTEXT =
      new ResourceDefinitionContext.Builder()
          .withGroup("flink.apache.org")
          .withVersion("v1beta1")
          .withKind("FlinkDeployment")
          .withPlural("flinkdeployments")
          .withNamespaced(true)
          .build();

  private static final int TRIES = 3;
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;

  FlinkDeployments(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public DeploymentSighting look(DeploymentName name) throws FlinkUnavailableException {
    try {
      return read(name)
          .map(SeenDeployment::sighting)
          .orElseGet(() -> new DeploymentSighting.Absent(gone(name), true));
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new DeploymentSighting.Absent(forbidden(name, "get", refused), false);
      }
      throw unavailable(name, refused);
    }
  }

  @Override
  public DeploymentReply change(
      DeploymentName name, DeploymentParallelism from, DeploymentParallelism to)
      throws FlinkUnavailableException {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<DeploymentReply> reply = tryToChange(name, from, to);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new FlinkUnavailableException(
        "FlinkDeployment %s was changed by somebody else each of %d times that it was to be changed"
            .formatted(name, TRIES));
  }

  /** Empty if somebody else was faster. */
  private Optional<DeploymentReply> tryToChange(
      DeploymentName name, DeploymentParallelism from, DeploymentParallelism to)
      throws FlinkUnavailableException {
    String verb = "get";
    try {
      Optional<SeenDeployment> seen = read(name);
      if (seen.isEmpty()) {
        return Optional.of(new DeploymentReply.Refused(gone(name)));
      }
      Optional<DeploymentParallelism> found = seen.get().parallelism();
      if (found.isEmpty()) {
        return Optional.of(
            new DeploymentReply.Refused(
                "FlinkDeployment %s has no spec.job.parallelism any more".formatted(name)));
      }
      if (found.get().equals(to)) {
        return Optional.of(new DeploymentReply.Changed());
      }
      if (!found.get().equals(from)) {
        return Optional.of(new DeploymentReply.Other(found.get()));
      }
      // Looked at in the version that the patch is bound to: it may have changed since the plan.
      Optional<String> loss = seen.get().lossOfState();
      if (loss.isPresent()) {
        return loss.map(DeploymentReply.Refused::new);
      }
      verb = "patch";
      GenericKubernetesResource patched =
          resource(name)
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  patch(seen.get().resourceVersion(), from, to).toString());
      // The client looks before it patches, and answers nothing for what is not there.
      return Optional.of(
          patched == null
              ? new DeploymentReply.Refused(gone(name))
              : new DeploymentReply.Changed());
    } catch (KubernetesClientException refused) {
      return reply(name, verb, refused);
    }
  }

  private static Optional<DeploymentReply> reply(
      DeploymentName name, String verb, KubernetesClientException refused)
      throws FlinkUnavailableException {
    return switch (refused.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
      case HttpURLConnection.HTTP_FORBIDDEN ->
          Optional.of(new DeploymentReply.Refused(forbidden(name, verb, refused)));
      case HttpURLConnection.HTTP_NOT_FOUND -> Optional.of(new DeploymentReply.Refused(gone(name)));
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          Optional.of(
              new DeploymentReply.Refused(
                  "Kubernetes takes no such FlinkDeployment %s: %s"
                      .formatted(name, refused.getMessage())));
      default -> throw unavailable(name, refused);
    };
  }

  /** Only what differs, so that a field that somebody else owns is not touched. */
  private static ObjectNode patch(
      String resourceVersion, DeploymentParallelism from, DeploymentParallelism to) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("resourceVersion", resourceVersion);
    ObjectNode spec = patch.putObject("spec");
    if (from.job() != to.job()) {
      spec.putObject("job").put("parallelism", to.job());
    }
    if (!from.overrides().equals(to.overrides())) {
      ObjectNode settings = spec.putObject("flinkConfiguration");
      if (to.overrides().isEmpty()) {
        settings.putNull(Overrides.KEY);
      } else {
        settings.put(Overrides.KEY, Overrides.write(to.overrides()));
      }
    }
    return patch;
  }

  private Optional<SeenDeployment> read(DeploymentName name) {
    return Optional.ofNullable(resource(name).get()).map(SeenDeployment::new);
  }

  private Resource<GenericKubernetesResource> resource(DeploymentName name) {
    return client
        .genericKubernetesResources(CONTEXT)
        .inNamespace(name.namespace())
        .withName(name.name());
  }

  private static String gone(DeploymentName name) {
    return "there is no FlinkDeployment %s; correct rescale.deployment and rescale.namespace, or see"
            .formatted(name)
        + " who has deleted it";
  }

  private static String forbidden(
      DeploymentName name, String verb, KubernetesClientException refused) {
    return "Kubernetes does not let this controller %s FlinkDeployment %s; give its service account"
            .formatted(verb, name)
        + " the verbs get and patch on flinkdeployments of flink.apache.org: "
        + refused.getMessage();
  }

  private static FlinkUnavailableException unavailable(
      DeploymentName name, KubernetesClientException refused) {
    return new FlinkUnavailableException(
        "Kubernetes did not answer about FlinkDeployment %s: %s"
            .formatted(name, refused.getMessage()),
        refused);
  }
}

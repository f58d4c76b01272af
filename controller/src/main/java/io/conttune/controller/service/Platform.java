package io.conttune.controller.service;

import io.conttune.core.rescale.Deployments;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the deployments of the platform, if the jars that know it are on the class path. */
final class Platform {
  private static final String MISSING =
      "launch: kubernetes needs the jars of ContTune's module kubernetes in the directory plugins of"
          + " the archive; docs/launching.md says how they get there";

  private Optional<Deployments> opened = Optional.empty();

  /** The deployments of the only platform that is known, or none that can be reached. */
  synchronized Deployments deployments() {
    Deployments known = opened.orElseGet(Platform::open);
    opened = Optional.of(known);
    return known;
  }

  /** A jar that is missing or broken concerns the jobs of this platform, and no other. */
  private static Deployments open() {
    try {
      return ServiceLoader.load(Deployments.Provider.class)
          .findFirst()
          .map(Deployments.Provider::open)
          .orElseGet(() -> Deployments.unreachable(MISSING));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
      return Deployments.unreachable(
          "the platform of launch: kubernetes cannot be used (%s); correct the jars in the directory"
                  .formatted(broken)
              + " plugins, or the kubeconfig, and start the service again");
    }
  }
}

package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlatformTest {
  private static final DeploymentName SHOP = new DeploymentName("streams", "shop");

  @TempDir private Path folder;

  @Test
  void saysWhichJarsAreMissing() throws FlinkUnavailableException {
    assertThat(reason(new Platform())).contains("jars of ContTune's module kubernetes");
  }

  /** As where a part of the jars was copied. */
  @Test
  void aBrokenJarIsToldAndEndsNothing() throws IOException, FlinkUnavailableException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Deployments.Provider.class.getName()), "no.such.Provider");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader jars = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(jars);

      assertThat(reason(new Platform())).contains("no.such.Provider", "the directory plugins");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String reason(Platform platform) throws FlinkUnavailableException {
    return platform
        .deployments()
        .look(SHOP)
        .match(present -> "", DeploymentSighting.Absent::reason);
  }
}

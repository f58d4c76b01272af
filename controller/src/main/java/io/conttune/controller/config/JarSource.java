package io.conttune.controller.config;

import io.conttune.core.Require;
import java.nio.file.Path;
import java.util.Objects;

/** Where the jar of a job comes from. */
public sealed interface JarSource {
  /**
   * Somebody has uploaded it to the cluster.
   *
   * @param nameOrId of it there; of several of one name the newest counts
   */
  record OnCluster(String nameOrId) implements JarSource {
    public OnCluster {
      Require.text("jar", nameOrId);
    }
  }

  /**
   * It is a file of the controller, which keeps a copy of it and puts it on the cluster.
   *
   * @param path of the file
   */
  record LocalFile(Path path) implements JarSource {
    public LocalFile {
      Objects.requireNonNull(path, "path");
    }
  }
}

package io.conttune.controller.rescale.storage;

import io.conttune.core.Require;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place where a cluster keeps the state of jobs. A path that exists on this machine, too, need
 * not be the same directory: the cluster may run in a container, or behind a forwarded port.
 *
 * @param location a URI, or an absolute path
 */
record StateDirectory(String location) {
  public StateDirectory {
    Require.text("state directory", location);
  }

  /** The directory as a path of this machine, if its location may be one. */
  Optional<Path> mounted() {
    if (location.startsWith("/")) {
      return Optional.of(Path.of(location));
    }
    try {
      URI uri = URI.create(location);
      boolean local = "file".equals(uri.getScheme()) && uri.getPath() != null;
      return local ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
    } catch (IllegalArgumentException notAUri) {
      // For the cluster to understand.
      return Optional.empty();
    }
  }
}

package io.conttune.controller.rescale.storage;

import io.conttune.core.Require;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place where a cluster keeps the state of jobs. If the cluster runs on this machine and the
 * place is a directory of it, a file is written there on trial before a job is stopped for a
 * savepoint.
 *
 * @param location a URI, or an absolute path
 */
public record StateDirectory(String location) {
  public StateDirectory {
    Require.text("state directory", location);
  }

  /**
   * The reason why the cluster at this address can write no savepoint there; empty if it can, or if
   * that cannot be told from here.
   */
  public Optional<String> obstacle(URI cluster) {
    return mounted().filter(path -> isLoopback(cluster.getHost())).flatMap(this::tryToWrite);
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

  private Optional<String> tryToWrite(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      Files.delete(Files.createTempFile(directory, "conttune", ".tmp"));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "no savepoint can be written to rescale.savepoint-directory %s (%s); give a directory that this cluster can write to"
              .formatted(location, e));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}

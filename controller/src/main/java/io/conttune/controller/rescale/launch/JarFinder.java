package io.conttune.controller.rescale.launch;

import io.conttune.controller.config.JarSource;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.Launch.JarCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the jar from which a job is to be launched, before the job is stopped. */
final class JarFinder {
  private final JarSource source;
  private final ClusterJars jars;

  JarFinder(JarSource source, ClusterJars jars) {
    this.source = source;
    this.jars = jars;
  }

  /**
   * A jar that a launch can name.
   *
   * @param id of it on the cluster
   * @param copy that the controller keeps of it
   */
  record PlannedJar(String id, Optional<JarCopy> copy) {}

  /** The jar; without one, what stands against it is among the obstacles. */
  Optional<PlannedJar> find(List<String> obstacles) throws FlinkUnavailableException {
    return source.match(
        cluster -> onCluster(cluster.nameOrId(), obstacles),
        file -> ofFile(file.path(), obstacles));
  }

  private Optional<PlannedJar> ofFile(Path path, List<String> obstacles)
      throws FlinkUnavailableException {
    try {
      byte[] content = Files.readAllBytes(path);
      JarCopy copy = JarCopy.of(String.valueOf(path.getFileName()), content);
      return Optional.of(new PlannedJar(jars.supply(copy, content), Optional.of(copy)));
    } catch (IOException e) {
      obstacles.add("rescale.jar-file cannot be read (%s); give the job's jar".formatted(e));
      return Optional.empty();
    }
  }

  private Optional<PlannedJar> onCluster(String nameOrId, List<String> obstacles)
      throws FlinkUnavailableException {
    List<ClusterJars.Listed> all = jars.all();
    Optional<String> id = ClusterJars.newest(all, nameOrId);
    if (id.isEmpty()) {
      String names = all.stream().map(ClusterJars.Listed::name).collect(Collectors.joining(", "));
      obstacles.add(
          "no jar %s on this cluster, which has %s; upload it, or give its file as rescale.jar-file"
              .formatted(nameOrId, names.isEmpty() ? "none" : names));
    }
    return id.map(found -> new PlannedJar(found, Optional.empty()));
  }
}

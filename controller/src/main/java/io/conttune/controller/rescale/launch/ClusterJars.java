package io.conttune.controller.rescale.launch;

import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.Launch.JarCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jars that a cluster has, and the copies from which it is given them. A JobManager that was
 * restarted without a fixed {@code web.upload.dir} has lost all of them.
 */
final class ClusterJars implements JarPlace {
  /** Jars are large. */
  private static final Duration UPLOAD_DEADLINE = Duration.ofMinutes(2);

  private final FlinkRest rest;
  private final JarStore copies;

  /** Of each jar that the cluster has lost in the life of this object, the one in its place. */
  private final Map<String, String> replaced = new ConcurrentHashMap<>();

  ClusterJars(FlinkRest rest, JarStore copies) {
    this.rest = rest;
    this.copies = copies;
  }

  /** One jar on the cluster. */
  record Listed(String id, String name, long uploaded) {}

  /** One without a name is nobody's that a job names, and is left out. */
  @Override
  public List<Listed> all() throws FlinkUnavailableException {
    List<Listed> all = new ArrayList<>();
    for (JsonFields file : JsonFields.of(rest.fetch("/jars")).objects("files")) {
      if (!file.node().path("name").asText("").isBlank()) {
        all.add(new Listed(file.text("id"), file.text("name"), file.number("uploaded")));
      }
    }
    return all;
  }

  /** The newest of these jars with this name or id. */
  static Optional<Listed> newest(List<Listed> jars, String nameOrId) {
    return jars.stream()
        .filter(jar -> jar.name().equals(nameOrId) || jar.id().equals(nameOrId))
        .max(Comparator.comparingLong(Listed::uploaded));
  }

  /** The id of the jar with this content, which is kept first and uploaded if it is not there. */
  @Override
  public String supply(JarCopy copy, byte[] content) throws FlinkUnavailableException {
    copies.keep(copy, content);
    return supplied(copy, content);
  }

  @Override
  public Optional<String> again(Launch.Jar launch) throws FlinkUnavailableException {
    boolean isThere = all().stream().map(Listed::id).anyMatch(launch.jarId()::equals);
    return isThere ? Optional.of(launch.jarId()) : fromCopy(launch);
  }

  /** The id under which the cluster has the jar of this launch, as far as it is known. */
  String idOf(Launch.Jar launch) {
    return replaced.getOrDefault(launch.jarId(), launch.jarId());
  }

  /**
   * Uploads the jar of this launch from the controller's copy if the cluster has lost it. Returns
   * true if it did; {@link #idOf} has its new id then.
   */
  boolean restored(Launch.Jar launch) throws FlinkUnavailableException {
    if (launch.copy().isEmpty() || newest(all(), idOf(launch)).isPresent()) {
      return false;
    }
    Optional<String> id = fromCopy(launch);
    id.ifPresent(there -> replaced.put(launch.jarId(), there));
    return id.isPresent();
  }

  /** The id of the jar of this launch, uploaded from its copy; empty if there is no copy. */
  Optional<String> fromCopy(Launch.Jar launch) throws FlinkUnavailableException {
    Optional<JarCopy> copy = launch.copy();
    Optional<byte[]> content = copy.flatMap(copies::content);
    return content.isPresent()
        ? Optional.of(supplied(copy.orElseThrow(), content.get()))
        : Optional.empty();
  }

  /** Whether the controller has a copy of the jar of this launch. */
  boolean isKept(Launch.Jar launch) {
    return launch.copy().flatMap(copies::content).isPresent();
  }

  private String supplied(JarCopy copy, byte[] content) throws FlinkUnavailableException {
    Optional<String> there = newest(all(), copy.fileName()).map(Listed::id);
    return there.isPresent() ? there.get() : rest.upload(copy.fileName(), content, UPLOAD_DEADLINE);
  }
}

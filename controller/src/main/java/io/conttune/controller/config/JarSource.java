package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.core.Case;
import io.conttune.core.Require;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The place that the jar of a job comes from. */
public sealed interface JarSource {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<OnCluster, R, X> onCluster, Case<LocalFile, R, X> localFile)
      throws X;

  /**
   * Somebody has uploaded it to the cluster.
   *
   * @param nameOrId of it there; of several of one name the newest counts
   */
  record OnCluster(String nameOrId) implements JarSource {
    private static final Setting<Optional<String>> JAR =
        Setting.optional(
            "jar",
            Scalars.text(),
            "Name or id of a jar on the cluster. Either `jar` or `jar-file` is required.");

    public OnCluster {
      Require.text("jar", nameOrId);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<OnCluster, R, X> onCluster, Case<LocalFile, R, X> localFile) throws X {
      return onCluster.of(this);
    }
  }

  /**
   * It is a file of the controller, which keeps a copy of it and puts it on the cluster.
   *
   * @param path of the file
   */
  record LocalFile(Path path) implements JarSource {
    private static final Setting<Optional<Path>> JAR_FILE =
        Setting.optional(
            "jar-file",
            Scalars.text()
                .map(LocalFile::absolute, Path::toString)
                .described("absolute path", Map.of("type", "string", "pattern", "^(/|[A-Za-z]:)")),
            "[Jar on the controller's machine](#a-jar-of-the-controllers-machine), instead of"
                + " `jar`.");

    public LocalFile {
      Objects.requireNonNull(path, "path");
    }

    private static Path absolute(String text) throws Mismatch {
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        throw new Mismatch("is \"%s\", expected an absolute path of this machine".formatted(text));
      }
      return path;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<OnCluster, R, X> onCluster, Case<LocalFile, R, X> localFile) throws X {
      return localFile.of(this);
    }
  }

  /** Binds the two keys, of which exactly one must stand there. */
  static JarSource bind(Fields<JarSource> fields) {
    Optional<String> jar =
        fields.value(
            OnCluster.JAR,
            source ->
                source.match(
                    cluster -> Optional.of(cluster.nameOrId()), local -> Optional.empty()));
    Optional<Path> file =
        fields.value(
            LocalFile.JAR_FILE,
            source ->
                source.match(cluster -> Optional.empty(), local -> Optional.of(local.path())));
    fields.holds(
        jar.isEmpty() || file.isEmpty(),
        "has no effect beside jar-file, expected one of them",
        OnCluster.JAR,
        LocalFile.JAR_FILE);
    fields.holds(
        jar.isPresent() || file.isPresent(),
        "is missing, expected the name or id of a jar on the cluster, or jar-file with a file of"
            + " this machine",
        OnCluster.JAR,
        LocalFile.JAR_FILE);
    return file.<JarSource>map(LocalFile::new).orElseGet(() -> new OnCluster(jar.orElse("jar")));
  }
}

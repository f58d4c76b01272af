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
  <R, X extends Exception> R match(
      Case<OnCluster, R, X> onCluster, Case<LocalFile, R, X> localFile, Case<Unnamed, R, X> unnamed)
      throws X;

  /**
   * Somebody has uploaded it to the cluster.
   *
   * @param nameOrId of it there; of several of one name the newest counts
   */
  record OnCluster(String nameOrId) implements JarSource {
    static final Setting<Optional<String>> JAR =
        Setting.optional(
            "jar",
            Scalars.text(),
            "Name or id of a jar on the cluster. Either `jar` or `jar-file` is required, save with"
                + " `in-place: always`.");

    public OnCluster {
      Require.text("jar", nameOrId);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<OnCluster, R, X> onCluster,
        Case<LocalFile, R, X> localFile,
        Case<Unnamed, R, X> unnamed)
        throws X {
      return onCluster.of(this);
    }
  }

  /**
   * It is a file of the controller, which keeps a copy of it and puts it on the cluster.
   *
   * @param path of the file
   */
  record LocalFile(Path path) implements JarSource {
    static final Setting<Optional<Path>> JAR_FILE =
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
        Case<OnCluster, R, X> onCluster,
        Case<LocalFile, R, X> localFile,
        Case<Unnamed, R, X> unnamed)
        throws X {
      return localFile.of(this);
    }
  }

  /** Nobody names it: the job is rescaled in place, and nothing ever starts it again. */
  record Unnamed() implements JarSource {
    @Override
    public <R, X extends Exception> R match(
        Case<OnCluster, R, X> onCluster,
        Case<LocalFile, R, X> localFile,
        Case<Unnamed, R, X> unnamed)
        throws X {
      return unnamed.of(this);
    }
  }

  /** Binds the two keys, of which at most one may stand there. */
  static JarSource bind(Fields<JarSource> fields) {
    Optional<String> jar =
        fields.value(
            OnCluster.JAR,
            source ->
                source.match(
                    cluster -> Optional.of(cluster.nameOrId()),
                    local -> Optional.empty(),
                    unnamed -> Optional.empty()));
    Optional<Path> file =
        fields.value(
            LocalFile.JAR_FILE,
            source ->
                source.match(
                    cluster -> Optional.empty(),
                    local -> Optional.of(local.path()),
                    unnamed -> Optional.empty()));
    fields.holds(
        jar.isEmpty() || file.isEmpty(),
        "has no effect beside jar-file, expected one of them",
        OnCluster.JAR,
        LocalFile.JAR_FILE);
    return file.<JarSource>map(LocalFile::new)
        .or(() -> jar.map(OnCluster::new))
        .orElseGet(Unnamed::new);
  }
}

package io.conttune.controller.rescale.launch;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jars of a Flink on the controller's machine, as the class path of a process. */
final class FlinkLibraries {
  private static final String OTHER =
      "rescale.flink-libraries has Flink %s, the cluster runs %s; a job graph is only understood by"
          + " the version that has built it, so give the jars of that one";

  private FlinkLibraries() {}

  /**
   * Why graphs of these libraries are none for a cluster; empty if they may be.
   *
   * @param built version of the libraries; empty if they did not tell
   * @param running version of the cluster
   */
  static Optional<String> ofAnother(String built, String running) {
    return built.isEmpty() || built.equals(running)
        ? Optional.empty()
        : Optional.of(OTHER.formatted(built, running));
  }

  /** Why these are no class path; empty if they may be one. */
  static Optional<String> obstacle(List<String> libraries) {
    List<String> missing =
        libraries.stream().filter(library -> !holdsJars(Path.of(library))).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "rescale.flink-libraries: there is no jar at %s on the controller's machine; give jars"
                    .formatted(String.join(", ", missing))
                + " of the Flink that the cluster runs, or directories of them");
  }

  private static boolean holdsJars(Path library) {
    if (!Files.isDirectory(library)) {
      return Files.isReadable(library);
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(library, "*.jar")) {
      return jars.iterator().hasNext();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * A class path of these behind the classes of this type's own jar.
   *
   * @param ours a type of the jar that comes first
   */
  static String classPath(Class<?> ours, List<String> libraries) throws IOException {
    List<String> entries = new ArrayList<>();
    try {
      entries.add(
          Path.of(ours.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    } catch (URISyntaxException e) {
      throw new IOException("the place of " + ours + " is no path", e);
    }
    for (String library : libraries) {
      entries.add(Files.isDirectory(Path.of(library)) ? library + File.separator + "*" : library);
    }
    return String.join(File.pathSeparator, entries);
  }
}

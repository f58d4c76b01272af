package io.conttune.harness;

import io.conttune.controller.service.Service;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the controller's program, which can be replaced while a controller runs from it, as by
 * an update in place.
 *
 * @param jar with the classes of the controller
 */
record ControllerProgram(Path jar) {
  static ControllerProgram copyTo(Path directory) throws IOException {
    Path jar = directory.resolve("controller.jar");
    Path origin = origin();
    if (Files.isDirectory(origin)) {
      pack(origin, jar);
    } else {
      Files.copy(origin, jar);
    }
    return new ControllerProgram(jar);
  }

  /** Of this JVM, but with this program in the place of its own. */
  String classPath() throws IOException {
    Path origin = origin();
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().equals(origin) ? jar.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What was loaded goes on; the first class that was not is missing. */
  void replace() throws IOException {
    Files.write(jar, new byte[Math.toIntExact(Files.size(jar))]);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(classes);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path each : all) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }

  private static Path origin() throws IOException {
    try {
      return Path.of(Service.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException notAPath) {
      throw new IOException("the class path has no place of the controller", notAPath);
    }
  }
}

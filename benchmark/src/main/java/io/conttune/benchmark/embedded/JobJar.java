package io.conttune.benchmark.embedded;

import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.launch.QueryJob;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs the jobs, wherever the class path has them, into a jar for the upload to a cluster. */
public final class JobJar {

  public static final String FILE_NAME = "conttune-jobs.jar";

  private static final Class<?> MAIN = QueryJob.class;

  private JobJar() {}

  /**
   * Writes {@value #FILE_NAME} into that directory and returns its path.
   *
   * @throws IOException if the classes cannot be read or the jar cannot be written
   */
  public static Path writeTo(Path directory) throws IOException {
    return write(placeOfClasses(), directory.resolve(FILE_NAME));
  }

  /**
   * Packs the jobs found at a place of the class path.
   *
   * @param place a directory of classes or a jar
   */
  static Path write(Path place, Path jar) throws IOException {
    if (Files.isDirectory(place)) {
      pack(place, jar);
    } else {
      try (FileSystem inside = FileSystems.newFileSystem(place)) {
        pack(inside.getPath("/"), jar);
      }
    }
    return jar;
  }

  private static void pack(Path root, Path jar) throws IOException {
    Path jobs = root.resolve(Query.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.walk(jobs);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest())) {
      List<Path> classes =
          files.filter(path -> path.toString().endsWith(".class")).sorted().toList();
      for (Path each : classes) {
        out.putNextEntry(new JarEntry(root.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN.getName());
    return manifest;
  }

  private static Path placeOfClasses() throws IOException {
    URI place;
    try {
      place = MAIN.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException notAPath) {
      throw new IOException("the class path has no place of " + MAIN.getName(), notAPath);
    }
    return Path.of(place);
  }
}

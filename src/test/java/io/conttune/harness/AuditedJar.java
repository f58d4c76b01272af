package io.conttune.harness;

import io.conttune.audited.AuditedJob;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar of the audited job, for the upload to a cluster of any release. */
public final class AuditedJar {
  /** Its name on a cluster. */
  public static final String FILE_NAME = "audited.jar";

  private AuditedJar() {}

  /** Writes it into that directory and returns its path. */
  public static Path writeTo(Path directory) throws IOException {
    Path root = classes();
    Path jar = directory.resolve(FILE_NAME);
    Path job = root.resolve(AuditedJob.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(job);
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest())) {
      List<Path> classes = files.filter(path -> path.toString().endsWith(".class")).toList();
      for (Path each : classes) {
        out.putNextEntry(new JarEntry(root.relativize(each).toString().replace('\\', '/')));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static Path classes() throws IOException {
    try {
      return Path.of(AuditedJob.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException notAPath) {
      throw new IOException("the class path has no place of the audited job", notAPath);
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, AuditedJob.class.getName());
    return manifest;
  }
}

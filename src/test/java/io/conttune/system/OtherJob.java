package io.conttune.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that has nothing in common with the word count, whatever its arguments. */
public final class OtherJob {
  private OtherJob() {}

  /** Run by Flink. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
    environment.execute("other");
  }

  /** A jar with this job alone. */
  static Path writeJar(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, OtherJob.class.getName());
    String entry = OtherJob.class.getName().replace('.', '/') + ".class";
    Path jar = directory.resolve("other.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream code = OtherJob.class.getResourceAsStream("OtherJob.class")) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }
}

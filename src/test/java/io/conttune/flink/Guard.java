package io.conttune.flink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The jar with the classes of ours that run in the processes of a cluster, or of a service. It is
 * at one place for all of them, as {@link ClassArchive} demands.
 */
public final class Guard {
  private static final List<Class<?>> CLASSES =
      List.of(EndsWithParent.class, ApplicationEntry.class);

  private Guard() {}

  /** Returns the jar, which the first one who asks writes. */
  public static Path jar() throws IOException {
    byte[] content = content();
    Path directory = FlinkRelease.classPaths().toAbsolutePath();
    Path jar = directory.resolve("guard-" + UUID.nameUUIDFromBytes(content) + ".jar");
    if (!Files.exists(jar)) {
      Path draft = Files.createTempFile(directory, "guard-", ".draft");
      Files.write(draft, content);
      Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  private static byte[] content() throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(jar)) {
      for (Class<?> each : CLASSES) {
        String name = each.getName().replace('.', '/') + ".class";
        ZipEntry entry = new ZipEntry(name);
        // The same classes make the same jar.
        entry.setTime(0);
        out.putNextEntry(entry);
        try (InputStream bytes = each.getClassLoader().getResourceAsStream(name)) {
          bytes.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return jar.toByteArray();
  }
}

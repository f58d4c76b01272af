package io.conttune.controller.rescale.launch;

import io.conttune.core.rescale.JarOnDisk;
import io.conttune.core.rescale.Launch.JarCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A jar on the controller's disk, which is read only up to a size: the controller shares its memory
 * among all jobs.
 */
record JarFile(Path path) implements JarOnDisk {
  /** The largest upload that Flink takes unless {@code rest.server.max-content-length} is set. */
  static final int MOST_BYTES = 100 << 20;

  private static final int BUFFER = 1 << 16;

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public Optional<String> sha256() {
    try {
      return Optional.of(copy().sha256());
    } catch (IOException unreadable) {
      // Nobody needs it yet: the plan of a rescale reads it again, and says what is wrong.
      return Optional.empty();
    }
  }

  /**
   * The name and SHA-256 of the copy that the store would keep. The file is read piece by piece,
   * never whole into memory.
   *
   * @throws IOException if it cannot be read, is no file or is too large
   */
  JarCopy copy() throws IOException {
    MessageDigest digest = newDigest();
    long size = 0;
    try (InputStream in = new DigestInputStream(open(), digest)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        requireSmall(size);
      }
    }
    return JarCopy.ofDigest(name(), digest.digest());
  }

  /**
   * Its content, which must be that of this copy.
   *
   * @throws IOException as with {@link #copy}, and if it has changed since
   */
  byte[] content(JarCopy expected) throws IOException {
    byte[] content;
    try (InputStream in = open()) {
      content = in.readNBytes(MOST_BYTES + 1);
    }
    requireSmall(content.length);
    if (!JarCopy.of(name(), content).equals(expected)) {
      throw new IOException("it was replaced while it was read");
    }
    return content;
  }

  private InputStream open() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is no file");
    }
    requireSmall(Files.size(path));
    return Files.newInputStream(path);
  }

  private static void requireSmall(long size) throws IOException {
    if (size > MOST_BYTES) {
      throw new IOException("it is larger than %d bytes".formatted(MOST_BYTES));
    }
  }

  private String name() {
    return String.valueOf(path.getFileName());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

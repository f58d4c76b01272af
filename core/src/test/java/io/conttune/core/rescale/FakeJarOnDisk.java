package io.conttune.core.rescale;

import io.conttune.core.rescale.Launch.JarCopy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A jar file in memory, which can be replaced or removed. */
public final class FakeJarOnDisk implements JarOnDisk {
  private final String location;
  private Optional<String> content = Optional.empty();
  private int reads;

  /** A file that is not there yet. */
  public FakeJarOnDisk(String location) {
    this.location = location;
  }

  /** Puts this content in its place. */
  public void write(String newContent) {
    content = Optional.of(newContent);
  }

  /** Takes it away. */
  public void delete() {
    content = Optional.empty();
  }

  /** How often its content was asked for. */
  public int reads() {
    return reads;
  }

  /** The name of this content. */
  public static String sha256(String content) {
    return JarCopy.of("any.jar", content.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public Optional<String> sha256() {
    reads++;
    return content.map(FakeJarOnDisk::sha256);
  }
}

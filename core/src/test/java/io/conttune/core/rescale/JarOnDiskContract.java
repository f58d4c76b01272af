package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The contract of every {@link JarOnDisk}. */
public abstract class JarOnDiskContract {
  /** The file under test, the same throughout a test. */
  protected abstract JarOnDisk jar();

  /** Puts this content in its place. */
  protected abstract void write(String content) throws IOException;

  @Test
  void aFileThatIsNotThereHasNoName() {
    assertThat(jar().location()).endsWith("words.jar");
    assertThat(jar().sha256()).isEmpty();
  }

  @Test
  void isNamedByTheContentThatItHasNow() throws IOException {
    write("words");
    assertThat(jar().sha256())
        .contains("dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e");

    write("others");
    assertThat(jar().sha256()).contains(FakeJarOnDisk.sha256("others"));
  }
}

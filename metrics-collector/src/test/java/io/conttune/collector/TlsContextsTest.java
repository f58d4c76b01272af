package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is no store of certificates is refused before it fills the memory. */
class TlsContextsTest {
  @TempDir private Path directory;

  @Test
  void aTrustStoreWithoutEndIsNotRead() {
    assertThatThrownBy(() -> TlsContexts.of(trusting(Path.of("/dev/zero"))))
        .isInstanceOf(IOException.class)
        .hasMessage("the trust store /dev/zero cannot be used: it is no file");
  }

  @Test
  void aKeyStoreWithoutEndIsNotRead() {
    assertThatThrownBy(() -> TlsContexts.of(identified(Path.of("/dev/zero"))))
        .isInstanceOf(IOException.class)
        .hasMessage("the key store /dev/zero cannot be used: it is no file");
  }

  @Test
  void aTrustStoreOfATerabyteIsNotRead() throws IOException {
    Path file = aTerabyte();

    assertThatThrownBy(() -> TlsContexts.of(trusting(file)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("cannot be used: it is larger than 1048576 bytes");
  }

  @Test
  void aKeyStoreOfATerabyteIsNotRead() throws IOException {
    Path file = aTerabyte();

    assertThatThrownBy(() -> TlsContexts.of(identified(file)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("cannot be used: it is larger than 1048576 bytes");
  }

  private Path aTerabyte() throws IOException {
    Path file = directory.resolve("store");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    return file;
  }

  private static TlsStores trusting(Path file) {
    return new TlsStores(
        Optional.of(new TlsStores.Store(file, Optional.empty())), Optional.empty());
  }

  private static TlsStores identified(Path file) {
    return new TlsStores(
        Optional.empty(), Optional.of(new TlsStores.Store(file, Optional.empty())));
  }
}

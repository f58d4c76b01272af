package io.conttune.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Builds the TLS settings of a client out of its files of certificates. */
final class TlsContexts {
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

  /** Several times the authorities of a JVM. */
  private static final int MOST_BYTES = 1 << 20;

  private static final KeyManager[] NO_KEYS = new KeyManager[0];

  private TlsContexts() {}

  /**
   * Reads the files as they are now.
   *
   * @throws IOException if one cannot be read; the message names the file and what it was for
   */
  static SSLContext of(TlsStores stores) throws IOException {
    // The JDK takes null for the authorities of the JVM.
    TrustManager[] trust = stores.trust().isPresent() ? trustManagers(stores.trust().get()) : null;
    KeyManager[] keys = stores.key().isPresent() ? keyManagers(stores.key().get()) : NO_KEYS;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException refused) {
      throw new IOException("this JVM cannot use TLS: " + refused.getMessage(), refused);
    }
  }

  private static TrustManager[] trustManagers(TlsStores.Store store) throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted(store));
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException refused) {
      throw unusable("trust store", store, refused);
    }
  }

  private static KeyStore trusted(TlsStores.Store store)
      throws IOException, GeneralSecurityException {
    byte[] content = content(store);
    KeyStore trusted =
        new String(content, StandardCharsets.ISO_8859_1).contains(PEM_BEGIN)
            ? pem(content)
            : KeyStore.getInstance(store.file().toFile(), password(store));
    if (trusted.size() == 0) {
      throw new IOException("it holds no certificate");
    }
    return trusted;
  }

  /** The JDK reads a store from its file, whatever size it has. */
  private static void requireSmall(TlsStores.Store store) throws IOException {
    byte[] unused = content(store);
  }

  private static byte[] content(TlsStores.Store store) throws IOException {
    if (Files.exists(store.file()) && !Files.isRegularFile(store.file())) {
      throw new IOException("it is no file");
    }
    try (InputStream in = Files.newInputStream(store.file())) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new IOException("it is larger than %d bytes".formatted(MOST_BYTES));
      }
      return content;
    }
  }

  private static KeyStore pem(byte[] content) throws IOException, GeneralSecurityException {
    KeyStore result = KeyStore.getInstance(KeyStore.getDefaultType());
    result.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(content))) {
      result.setCertificateEntry("authority-" + result.size(), certificate);
    }
    return result;
  }

  private static KeyManager[] keyManagers(TlsStores.Store store) throws IOException {
    try {
      requireSmall(store);
      char[] password = password(store);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(KeyStore.getInstance(store.file().toFile(), password), password);
      return factory.getKeyManagers();
    } catch (IOException | GeneralSecurityException refused) {
      throw unusable("key store", store, refused);
    }
  }

  private static char[] password(TlsStores.Store store) throws IOException {
    Optional<SecretSupplier> password = store.password();
    return password.isPresent() ? password.get().read().toCharArray() : new char[0];
  }

  private static IOException unusable(String what, TlsStores.Store store, Exception refused) {
    return new IOException(
        "the %s %s cannot be used: %s".formatted(what, store.file(), refused.getMessage()),
        refused);
  }
}

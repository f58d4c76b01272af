package io.conttune.collector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Certificates signed by themselves, made by the JDK's keytool while a test runs. */
final class GeneratedKeys {
  static final SecretSupplier PASSWORD = () -> "changeit";

  private static final char[] CHANGEIT = "changeit".toCharArray();

  private final Path folder;

  GeneratedKeys(Path folder) {
    this.folder = folder;
  }

  /** Makes a key, its certificate with this extension, and stores that trust this one. */
  void pair(String name, String extension) throws Exception {
    keytool(name, extension);
    Certificate certificate =
        KeyStore.getInstance(keyStore(name).file().toFile(), CHANGEIT).getCertificate(name);
    trustOnly(certificate, trust(name).file());
    Files.writeString(
        pem(name).file(),
        "subject=CN = %s\n-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(name, Base64.getMimeEncoder().encodeToString(certificate.getEncoded())));
  }

  /** The key and the certificate of this name. */
  TlsStores.Store keyStore(String name) {
    return store(name + "-key.p12");
  }

  /** The certificate of this name as the only one that is trusted. */
  TlsStores.Store trust(String name) {
    return store(name + "-trust.p12");
  }

  /** The certificate of this name as text. */
  TlsStores.Store pem(String name) {
    return new TlsStores.Store(folder.resolve(name + ".pem"), Optional.empty());
  }

  private TlsStores.Store store(String file) {
    return new TlsStores.Store(folder.resolve(file), Optional.of(PASSWORD));
  }

  private static void trustOnly(Certificate certificate, Path file)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, CHANGEIT);
    }
  }

  private void keytool(String name, String extension) throws IOException, InterruptedException {
    Path output = folder.resolve(name + "-keytool.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-keystore",
                keyStore(name).file().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "keytool failed: " + Files.readString(output, StandardCharsets.UTF_8));
    }
  }
}

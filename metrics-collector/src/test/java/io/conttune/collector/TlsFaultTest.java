package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsFaultTest {
  private static final URI URL = URI.create("https://flink.example:8081/overview");

  @Test
  void saysThatACertificateIsOutOfDate() {
    Throwable expired =
        handshake(
            new CertPathValidatorException(
                "validity check failed",
                new CertificateExpiredException("NotAfter: Mon Jan 05 00:00:00 UTC 2026")));

    assertThat(TlsFault.explain(expired, URL))
        .hasValue(
            "the certificate of flink.example is refused: NotAfter: Mon Jan 05 00:00:00 UTC 2026");
    assertThat(TlsFault.wasRefusedHere(expired)).isTrue();
  }

  @Test
  void saysThatACertificateIsNotTrusted() {
    Throwable unknown =
        handshake(
            new CertPathBuilderException(
                "unable to find valid certification path to requested target"));

    assertThat(TlsFault.explain(unknown, URL)).get().asString().contains("name a trust store");
    assertThat(TlsFault.wasRefusedHere(unknown)).isTrue();
  }

  @Test
  void saysThatTheOtherSideDoesNotSpeakTls() {
    Throwable plain = new SSLException("Unsupported or unrecognized SSL message");

    assertThat(TlsFault.explain(plain, URL))
        .hasValue("flink.example does not speak TLS there; is its URL http and not https?");
    assertThat(TlsFault.wasRefusedHere(plain)).isFalse();
  }

  @Test
  void asksForAKeyStoreWhenTheOtherSideClosesWithoutAWord() {
    Throwable closed =
        new IOException("HTTP/1.1 header parser received no bytes", new EOFException("EOF"));

    assertThat(TlsFault.explain(closed, URL)).get().asString().contains("name a key store");
  }

  @Test
  void leavesFaultsOfPlainConnectionsAlone() {
    Throwable closed =
        new IOException("HTTP/1.1 header parser received no bytes", new EOFException("EOF"));

    assertThat(TlsFault.explain(closed, URI.create("http://flink.example:8081"))).isEmpty();
  }

  private static Throwable handshake(Exception cause) {
    SSLHandshakeException failure = new SSLHandshakeException(cause.getMessage());
    failure.initCause(cause);
    return failure;
  }
}

package io.conttune.collector;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Explains in a person's words why a TLS connection did not come about. */
final class TlsFault {
  private TlsFault() {}

  /**
   * The explanation, with what to do.
   *
   * @param url that was called
   * @return empty if the failure is none of TLS
   */
  static Optional<String> explain(Throwable failure, URI url) {
    String host = url.getHost();
    if (chain(failure).noneMatch(SSLException.class::isInstance)) {
      return url.getScheme().equals("https") && chain(failure).anyMatch(TlsFault::isClosedByPeer)
          ? Optional.of(closed(failure, host))
          : Optional.empty();
    }
    Optional<String> refused =
        chain(failure)
            .filter(TlsFault::saysWhatIsWrong)
            .map(cause -> "the certificate of " + host + " is refused: " + cause.getMessage())
            .reduce((outer, inner) -> inner);
    return refused
        .or(() -> chain(failure).anyMatch(TlsFault::isUntrusted) ? untrusted(host) : refused)
        .or(() -> Optional.of(handshake(failure, host)));
  }

  /** Whether this side refused the connection before it sent anything. */
  static boolean wasRefusedHere(Throwable failure) {
    return chain(failure).anyMatch(CertificateException.class::isInstance)
        || chain(failure).anyMatch(TlsFault::isUntrusted);
  }

  /** A certificate that is out of date, or names other hosts; its wrappers say less. */
  private static boolean saysWhatIsWrong(Throwable cause) {
    return cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException
        || cause.getClass().equals(CertificateException.class);
  }

  private static Optional<String> untrusted(String host) {
    return Optional.of(
        "the certificate of %s is signed by nobody that is trusted; name a trust store with the"
                .formatted(host)
            + " authority that signed it");
  }

  private static boolean isUntrusted(Throwable cause) {
    return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
  }

  /** By timing, the end of a connection shows as its end or as a reset. */
  private static boolean isClosedByPeer(Throwable cause) {
    return cause instanceof EOFException
        || (cause instanceof SocketException && !(cause instanceof ConnectException));
  }

  /** So ends a TLS 1.3 connection whose other side misses a certificate. */
  private static String closed(Throwable failure, String host) {
    return "%s; if %s asks for a certificate, name a key store"
        .formatted(failure.getMessage(), host);
  }

  private static String handshake(Throwable failure, String host) {
    String said =
        chain(failure)
            .map(Throwable::getMessage)
            .filter(message -> message != null)
            .findFirst()
            .orElse("no reason given");
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return host + " does not speak TLS there; is its URL http and not https?";
    }
    if (said.contains("fatal alert")) {
      return "%s ended the TLS handshake (%s); does it ask for a certificate from a key store?"
          .formatted(host, said);
    }
    return "no TLS connection to " + host + " came about: " + said;
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(20);
  }
}

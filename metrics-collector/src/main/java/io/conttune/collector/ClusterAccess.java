package io.conttune.collector;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says how to reach one Flink cluster: at which URLs, with which credentials and certificates.
 * Secrets are read for each request and never printed.
 *
 * @param urls of the REST API of one and the same cluster, tried in this order
 * @param credentials sent with every request
 * @param headers sent with every request, by name, for a proxy that asks for them
 * @param tls certificates for URLs that begin with {@code https}
 */
public record ClusterAccess(
    List<URI> urls, Credentials credentials, Map<String, SecretSupplier> headers, TlsStores tls) {
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final String AUTHORIZATION = "authorization";

  /** Headers that belong to the client itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");

  /**
   * Checks what can be checked without asking anybody.
   *
   * @throws IllegalArgumentException if there is no URL, one cannot be the base of a REST API or
   *     holds a password, a header cannot be sent, or certificates are named but no URL is https
   */
  public ClusterAccess {
    urls = List.copyOf(urls);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(tls, "tls");
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("at least one URL of a Flink REST API is needed");
    }
    urls.forEach(ClusterAccess::requireBaseUrl);
    headers.keySet().forEach(name -> requireHeader(name, credentials));
    if (!tls.equals(TlsStores.OF_JVM) && urls.stream().noneMatch(ClusterAccess::isHttps)) {
      throw new IllegalArgumentException(
          "certificates are named, but no URL begins with https: " + urls);
    }
  }

  /** A cluster that asks for no credentials. */
  public static ClusterAccess open(List<URI> urls) {
    return new ClusterAccess(urls, Credentials.NONE, Map.of(), TlsStores.OF_JVM);
  }

  private static void requireBaseUrl(URI url) {
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the URL of a Flink REST API must not hold a user or password, but one at host %s does;"
                  .formatted(url.getHost())
              + " give them as credentials");
    }
    boolean isHttp = Set.of("http", "https").contains(String.valueOf(url.getScheme()));
    if (!isHttp || url.getHost() == null) {
      throw new IllegalArgumentException(
          "the URL of a Flink REST API must be like http://host:8081, but is " + url);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the URL of a Flink REST API must end with its path, but is " + url);
    }
  }

  private static void requireHeader(String name, Credentials credentials) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!HEADER_NAME.matcher(name).matches() || RESERVED.contains(lower)) {
      throw new IllegalArgumentException("no header can be sent with the name " + name);
    }
    if (lower.equals(AUTHORIZATION) && !credentials.equals(Credentials.NONE)) {
      throw new IllegalArgumentException(
          "the header " + name + " stands beside credentials that send it too; give one of them");
    }
  }

  private static boolean isHttps(URI url) {
    return url.getScheme().equals("https");
  }

  /**
   * The headers of a request that is sent now, secrets included.
   *
   * @throws IOException if a secret cannot be read, or cannot be sent as a header
   */
  Map<String, String> headersNow() throws IOException {
    Map<String, String> now = new LinkedHashMap<>();
    for (Map.Entry<String, SecretSupplier> header : headers.entrySet()) {
      now.put(header.getKey(), sendable(header.getKey(), header.getValue().read().strip()));
    }
    Optional<String> authorization = credentials.authorization();
    if (authorization.isPresent()) {
      now.put("Authorization", sendable("Authorization", authorization.get()));
    }
    return now;
  }

  /** Checked here because the HTTP client would quote the value in its message. */
  private static String sendable(String name, String value) throws IOException {
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IOException(
          "the secret for the header %s is empty or holds a character that cannot be sent"
              .formatted(name));
    }
    return value;
  }

  @Override
  public String toString() {
    return "ClusterAccess[urls=%s, credentials=%s, headers=%s, tls=%s]"
        .formatted(urls, credentials, headers.keySet(), tls);
  }
}

package io.conttune.controller.config;

import io.conttune.collector.ClusterAccess;
import io.conttune.collector.SecretSupplier;
import io.conttune.collector.TlsStores;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ShapedType;
import io.conttune.controller.config.setting.ValueType;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to a job's cluster.
 *
 * @param urls REST endpoints, tried in this order; at least one
 * @param login the controller's identification
 * @param headers further headers of every request, by name
 * @param trustStore certificates that are trusted; those of the JVM if empty
 * @param keyStore the controller's own certificate, for clusters that ask for one
 */
public record FlinkConfig(
    List<URI> urls,
    FlinkLogin login,
    Map<String, Secret> headers,
    Optional<CertificateFile> trustStore,
    Optional<CertificateFile> keyStore) {
  private static final ValueType<List<URI>> URLS =
      ValueType.oneOrMore(Scalars.url(), "is an empty list, expected at least one URL");
  private static final List<URI> EXAMPLE = List.of(URI.create("http://127.0.0.1:8081"));
  private static final String EXPECTED = "a URL such as http://127.0.0.1:8081, or a list of them";

  /**
   * Checks that the client takes it.
   *
   * @throws IllegalArgumentException if it does not
   */
  public FlinkConfig {
    urls = List.copyOf(urls);
    Objects.requireNonNull(login, "login");
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    Objects.requireNonNull(trustStore, "trustStore");
    Objects.requireNonNull(keyStore, "keyStore");
    access(urls, login, headers, trustStore, keyStore);
  }

  /** A cluster that asks for no identification. */
  public static FlinkConfig open(List<URI> urls) {
    return new FlinkConfig(
        urls, new FlinkLogin.None(), Map.of(), Optional.empty(), Optional.empty());
  }

  /** The same for the client. */
  public ClusterAccess access() {
    return access(urls, login, headers, trustStore, keyStore);
  }

  private static ClusterAccess access(
      List<URI> urls,
      FlinkLogin login,
      Map<String, Secret> headers,
      Optional<CertificateFile> trustStore,
      Optional<CertificateFile> keyStore) {
    Map<String, SecretSupplier> suppliers = new LinkedHashMap<>();
    headers.forEach((name, value) -> suppliers.put(name, value.supplier()));
    return new ClusterAccess(
        urls,
        login.credentials(),
        suppliers,
        new TlsStores(
            trustStore.map(CertificateFile::store), keyStore.map(CertificateFile::store)));
  }

  /** The setting {@code flink}: URLs, or a mapping that says more. */
  static Setting<FlinkConfig> setting(FileContext context) {
    return Setting.required(
        "flink",
        new ShapedType<>(
            URLS.map(FlinkConfig::open, FlinkConfig::urls),
            new Section<>(fields -> bind(fields, context)),
            flink -> flink.equals(open(flink.urls()))),
        open(EXAMPLE),
        EXPECTED,
        "REST URLs of the job's cluster. The next one is tried when one does not answer. A"
            + " [mapping](#flink) can also say how to log in.");
  }

  private static FlinkConfig bind(Fields<FlinkConfig> fields, FileContext context) {
    return bind(
        Setting.required("urls", URLS, EXAMPLE, EXPECTED, "REST URLs of the job's cluster."),
        fields,
        context);
  }

  /** Binds the way to one URL of another server, which is declared as that to a cluster is. */
  static FlinkConfig bindServer(Fields<FlinkConfig> fields, FileContext context) {
    return bind(
        Setting.required(
            "url",
            Scalars.url().<List<URI>>map(List::of, urls -> urls.get(0)),
            EXAMPLE,
            "the URL of a server",
            "URL of the server: of `http` all of it, of `prometheus` what stands before"
                + " `/api/v1/query`."),
        fields,
        context);
  }

  private static FlinkConfig bind(
      Setting<List<URI>> urlsKey, Fields<FlinkConfig> fields, FileContext context) {
    Setting<Map<String, Secret>> headersKey =
        Setting.of(
            "headers",
            ValueType.mapOf(name -> name, context.secret()),
            Map.of(),
            "Further headers of every request, as [references](#secrets).");
    Setting<Optional<CertificateFile>> trustKey =
        Setting.optional(
            "trust-store",
            CertificateFile.type(context),
            "Certificates that are trusted, as a file or a [mapping](#flinktrust-store). Without"
                + " it, those of the JVM.");
    Setting<Optional<CertificateFile>> keyKey =
        Setting.optional(
            "key-store",
            CertificateFile.type(context),
            "The controller's own certificate and key, in the same form, for clusters that ask for"
                + " one.");
    List<URI> urls = fields.value(urlsKey, FlinkConfig::urls);
    FlinkLogin login = fields.part(below -> FlinkLogin.bind(below, context), FlinkConfig::login);
    Map<String, Secret> headers = fields.value(headersKey, FlinkConfig::headers);
    Optional<CertificateFile> trust = fields.value(trustKey, FlinkConfig::trustStore);
    Optional<CertificateFile> key = fields.value(keyKey, FlinkConfig::keyStore);
    try {
      return new FlinkConfig(urls, login, headers, trust, key);
    } catch (IllegalArgumentException refused) {
      fields.holds(false, "cannot be used: " + refused.getMessage(), urlsKey, headersKey, trustKey);
      return open(EXAMPLE);
    }
  }
}

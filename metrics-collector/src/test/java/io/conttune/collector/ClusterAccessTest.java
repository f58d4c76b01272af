package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAccessTest {
  private static final URI URL = URI.create("http://flink:8081");
  private static final String SECRET = "s3cr3t-planted";

  private final FakeFlink flink = new FakeFlink().answer("/overview", "{}");

  @AfterEach
  void close() {
    flink.close();
  }

  @Test
  void sendsUserAndPasswordWithEveryRequest() throws Exception {
    client(new Credentials.Basic("Aladdin", () -> "open sesame")).get("/overview");

    assertThat(flink.requests().get(0).header("Authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void sendsATokenAsItIsAtEachRequest() throws Exception {
    AtomicReference<String> token = new AtomicReference<>("first\n");
    FlinkRest client = client(new Credentials.Bearer(token::get));

    client.get("/overview");
    token.set("second");
    client.get("/overview");

    assertThat(flink.requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void sendsHeadersOfItsOwn() throws Exception {
    access(Credentials.NONE, Map.of("X-Api-Key", () -> SECRET)).get("/overview");

    assertThat(flink.requests().get(0).header("X-Api-Key")).isEqualTo(SECRET);
  }

  @Test
  void asksAnonymouslyWhereNothingIsSet() throws Exception {
    access(Credentials.NONE, Map.of()).get("/overview");

    assertThat(flink.requests().get(0).header("Authorization")).isEqualTo("");
  }

  @Test
  void sendsNothingWhileASecretCannotBeRead() {
    FlinkRest client =
        client(
            new Credentials.Bearer(
                () -> {
                  throw new IOException("the file /run/token cannot be read");
                }));

    assertThatThrownBy(() -> client.get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessage(
            "GET %s/overview was not sent: the file /run/token cannot be read", flink.uri());
    assertThat(flink.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", SECRET + "\nX-Other: 1", SECRET + "\u0000", SECRET + "語"})
  void neverQuotesASecretThatCannotBeSent(String secret) {
    FlinkRest client = access(Credentials.NONE, Map.of("X-Api-Key", () -> secret));

    assertThatThrownBy(() -> client.get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("the secret for the header X-Api-Key")
        .hasMessageNotContaining(SECRET);
    assertThat(flink.requests()).isEmpty();
  }

  @Test
  void printsNoSecret() {
    ClusterAccess access =
        new ClusterAccess(
            List.of(URI.create("https://flink:8081")),
            new Credentials.Basic("operator", () -> SECRET),
            Map.of("X-Api-Key", () -> SECRET),
            new TlsStores(
                Optional.of(new TlsStores.Store(Path.of("ca.p12"), Optional.of(() -> SECRET))),
                Optional.empty()));

    assertThat(access.toString())
        .contains("https://flink:8081", "operator", "X-Api-Key", "ca.p12")
        .doesNotContain(SECRET);
  }

  @Test
  void refusesAUrlWithAPasswordAndDoesNotPrintIt() {
    URI url = URI.create("http://operator:" + SECRET + "@flink:8081");

    assertThatThrownBy(() -> ClusterAccess.open(List.of(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host flink")
        .hasMessageContaining("credentials")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flink:8081", "ftp://flink", "http:///x", "http://flink?a=b", "http://flink#a"})
  void refusesAUrlThatIsNoBaseOfARestApi(String url) {
    assertThatThrownBy(() -> ClusterAccess.open(List.of(URI.create(url))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "X Key", "", "X-Key:", "Authorization"})
  void refusesAHeaderThatCannotBeSent(String name) {
    assertThatThrownBy(
            () ->
                new ClusterAccess(
                    List.of(URL),
                    new Credentials.Bearer(() -> SECRET),
                    Map.of(name, () -> SECRET),
                    TlsStores.OF_JVM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void refusesCertificatesForAClusterWithoutTls() {
    TlsStores stores =
        new TlsStores(
            Optional.of(new TlsStores.Store(Path.of("ca.p12"), Optional.empty())),
            Optional.empty());

    assertThatThrownBy(() -> new ClusterAccess(List.of(URL), Credentials.NONE, Map.of(), stores))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
  }

  private FlinkRest client(Credentials credentials) {
    return access(credentials, Map.of());
  }

  private FlinkRest access(Credentials credentials, Map<String, SecretSupplier> headers) {
    return new FlinkRest(
        new ClusterAccess(List.of(flink.uri()), credentials, headers, TlsStores.OF_JVM),
        Duration.ofSeconds(10));
  }
}
